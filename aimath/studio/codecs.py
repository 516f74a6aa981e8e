"""How films are encoded: codec, options and container for each format."""

import av

from aimath.studio.own_code import code_key
from aimath.studio.settings import FilmSettings

BETWEEN = 6
"""B-frames between two pictures that others refer to."""
SETTLED = BETWEEN + 2
"""Frames after which a picture that stands still is as good as it gets: it has got all its bits."""


_MODULES = """
    conversion straight_alpha video
    h264.arithmetic h264.bits h264.heads h264.held_frames
"""
"""What turns pixels into the bytes of a film, with this module and PyAV."""


def container_format(settings: FilmSettings) -> str:
    """Return the name of the container that films of a format come in."""
    return settings.format


def muxing_options(settings: FilmSettings) -> dict[str, str]:
    """Return how whole films are written: with the index in front, so that they play while they load."""
    return {"movflags": "+faststart"} if settings.format in ("mp4", "mov") else {}


def reordering_delay(settings: FilmSettings) -> int:
    """Return how many frames are decoded before the first is shown: x264 reorders up to two."""
    return 2 if codec_of(settings)[0] == "libx264" else 0


def describe_encoding(settings: FilmSettings) -> str:
    """Return what decides how frames are encoded; equal for settings that give equal bytes."""
    codec, pixels, options = codec_of(settings)
    wanted = ",".join(f"{name}={value}" for name, value in options.items())
    width, height = settings.pixels
    code = code_key(*(f"aimath.studio.{name}" for name in _MODULES.split()))
    picture = f"held {SETTLED} {width}x{height} {settings.frame_rate}"
    return f"{codec} {pixels} {wanted} {picture} av {av.__version__} {code}"


def codec_of(settings: FilmSettings) -> tuple[str, str, dict[str, str]]:
    """Return codec, pixel format and options; drafts are encoded fast, films for the eye."""
    draft = settings.quality == "draft"
    rate = str(2 * settings.frame_rate)
    if settings.format == "webm":
        speed = {
            "deadline": "realtime" if draft else "good",
            "cpu-used": "8" if draft else "4",
            "row-mt": "1",
        }
        pixels = "yuva420p" if settings.transparent else "yuv420p"
        return "libvpx-vp9", pixels, {"crf": "30", "b": "0", "g": rate, **speed}
    if settings.format == "mov" and settings.transparent:
        return "prores_ks", "yuva444p10le", {"profile": "4444", "qscale": "9"}
    if draft:
        return "libx264", "yuv420p", {"preset": "ultrafast", "crf": "26", "tune": "animation", "g": rate}
    # All pictures of one kind are encoded alike: finding out how hard each is, to share out the bits, takes a
    # fifth of the time and of the memory, and lines drawn on plain ground are about equally hard. Most of
    # what makes up for not looking ahead is that pictures others refer to get far more bits than the others.
    # Animations move evenly, so that motion in between is best told from the pictures around, and many
    # B-frames cost little.
    # A camera that pans moves everything by far more than 16 pixels from one such picture to the next, so
    # motion is searched for as far as 32. Splitting blocks of B-frames is what would make that slow, and
    # hardly anything is lost without it. Errors add up from one picture to the next, so choosing by what it
    # costs in bits is worth its time.
    # Drawn lines are thin and coloured, so colours count as much as brightness.
    between = f"b-adapt=0:bframes={BETWEEN}:b-pyramid=strict:direct=auto:weightb=0"
    search = "scenecut=0:rc-lookahead=0:ref=1:me=umh:merange=32:partitions=i4x4,i8x8,p8x8:subme=7:weightp=0"
    bits = "ipratio=2.3:pbratio=2.5:chroma-qp-offset=-5:deblock=0,0:trellis=1:psy=0"
    options = {
        "preset": "veryfast",
        "qp": "30",
        "tune": "animation",
        "x264-params": f"{between}:{search}:{bits}",
    }
    return "libx264", "yuv420p", options
