"""Turn a clip into a file: GIF, WebP, APNG or AVIF."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, features

from aimath.studio.conversion import Frame
from aimath.studio.errors import UsageError
from aimath.studio.gif.apng_file import write_apng
from aimath.studio.gif.clip import Clip
from aimath.studio.gif.dithering import map_colors, smooth_colors
from aimath.studio.gif.gif_file import write_gif
from aimath.studio.gif.looks import Look
from aimath.studio.gif.palette import choose_palette, count_colors
from aimath.studio.gif.rectangles import IndexedFrame, Rectangle, indexed_frames, rectangles
from aimath.studio.gif.timing import HIGHEST_FPS, Loop, delays, sequence

Tell = Callable[[int, int], None]
"""Told how many frames are written, and how many there will be."""

_ENCODERS = {"webp": "webp", "avif": "avif"}
_PIXELS_WORTH_CARE = 10_000_000  # beyond that, care takes minutes
_AVIF_SPEED = 7
_WEBP_METHOD = 4


@dataclass(frozen=True)
class Playing:
    """How a file is played.

    Attributes:
        loop: how it goes on when it has ended.
        hold: seconds that the last frame is shown in addition.
    """

    loop: Loop = Loop()
    hold: float = 0.0


def check_format(file_format: str, fps: int, colors: int | None, loop: Loop) -> None:
    """Find out whether a format can do what is asked of it.

    Raises:
        UsageError: if not.
    """
    needs = _ENCODERS.get(file_format)
    if needs is not None and not features.check(needs):
        raise UsageError(
            f"-f {file_format}: the installed Pillow has no encoder for it; pip install --upgrade pillow"
        )
    if file_format == "gif" and fps > HIGHEST_FPS:
        raise UsageError(f"--fps: expected at most {HIGHEST_FPS} for a GIF, got {fps}")
    if colors is not None and file_format in _ENCODERS:
        raise UsageError(f"--colors: -f {file_format} has no palette; choose -f gif or apng")
    if file_format == "avif" and loop.plays is not None:
        raise UsageError(
            "--loop: an AVIF file goes on for ever; choose -f gif, webp or apng to play it a few times"
        )


def write_clip(
    clip: Clip,
    file_format: str,
    look: Look,
    playing: Playing,
    path: Path,
    tell: Tell = lambda done, total: None,
    *,
    careful: bool = True,
) -> int:
    """Write a clip and return how many frames the file has.

    Args:
        clip: the frames.
        file_format: a name in `looks.FORMATS`.
        look: colours and quality.
        playing: loop and hold.
        path: the file.
        tell: told how many frames are written, and how many there will be.
        careful: whether to take longer for a GIF that is a few percent smaller.
    """
    if file_format == "gif":
        return _write_gif(clip, look, playing, path, tell, careful)
    if file_format == "apng":
        return _write_apng(clip, look, playing, path)
    return (
        _write_webp(clip, look, playing, path)
        if file_format == "webp"
        else _write_avif(clip, look, playing, path)
    )


def _indexed(clip: Clip, look: Look) -> tuple[list[IndexedFrame], NDArray[np.uint8]]:
    counted = count_colors(clip)
    # One of the colours is the transparent one, which also stands for what does not change.
    palette = choose_palette(counted, (look.colors or 256) - 1)
    mapping = map_colors(counted, palette, smooth_colors(clip, counted) if look.dither else None)
    return indexed_frames(clip, mapping, palette, keep=look.keep), palette


def _write_gif(clip: Clip, look: Look, playing: Playing, path: Path, tell: Tell, careful: bool) -> int:
    frames, palette = _indexed(clip, look)
    repeats = [frame.repeat for frame in frames]
    order = sequence(repeats, playing.loop)
    drawn = sum(patch.pixels.shape[0] * patch.pixels.shape[1] for patch in clip.patches)
    parts = rectangles([frames[number].indices for number in order], len(palette))
    write_gif(
        path,
        clip.size,
        palette,
        _counting(parts, tell, len(order)),
        delays(repeats, clip.fps, playing.hold, order=order),
        playing.loop.plays,
        careful=careful and drawn <= _PIXELS_WORTH_CARE,
    )
    return len(order)


def _counting(parts: Iterable[Rectangle], tell: Tell, total: int) -> Iterator[Rectangle]:
    """Pass rectangles on, and tell how many there were."""
    for number, part in enumerate(parts):
        tell(number, total)
        yield part
    tell(total, total)


def _write_apng(clip: Clip, look: Look, playing: Playing, path: Path) -> int:
    frames: Iterable[NDArray[np.uint8]]
    if look.colors is None:
        palette, repeats = None, clip.repeats
        frames = clip.frames()
    else:
        indexed, palette = _indexed(clip, look)
        repeats = tuple(frame.repeat for frame in indexed)
        frames = (frame.indices for frame in indexed)
    order = sequence(repeats, playing.loop)
    if playing.loop.there_and_back:
        whole = list(frames)
        frames = (whole[number] for number in order)
    times = delays(repeats, clip.fps, playing.hold, order=order, grain=1000)
    opaque = not clip.has_holes
    write_apng(path, frames, palette, times, playing.loop.plays, size=clip.size, opaque=opaque)
    return len(order)


def _write_webp(clip: Clip, look: Look, playing: Playing, path: Path) -> int:
    lossless = look.quality is None
    options = {
        "loop": playing.loop.plays or 0,
        "lossless": lossless,
        "quality": 75 if look.quality is None else look.quality,
        "method": _WEBP_METHOD,
        "exact": False,
        "kmin": 9,
        "kmax": 17 if not lossless else 10**6,
    }
    return _write_pillow(clip, playing, path, "WEBP", options)


def _write_avif(clip: Clip, look: Look, playing: Playing, path: Path) -> int:
    options = {"quality": look.quality, "speed": _AVIF_SPEED, "subsampling": "4:4:4"}
    return _write_pillow(clip, playing, path, "AVIF", options)


def _write_pillow(clip: Clip, playing: Playing, path: Path, name: str, options: dict[str, Any]) -> int:
    order = sequence(clip.repeats, playing.loop)
    opaque = not clip.has_holes
    pictures = [_picture(frame, opaque) for frame in clip.frames()]
    times = delays(clip.repeats, clip.fps, playing.hold, order=order, grain=1000)
    first, *rest = [pictures[number] for number in order]
    first.save(path, format=name, save_all=True, append_images=rest, duration=times, **options)
    return len(order)


def _picture(frame: Frame, opaque: bool) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(frame[..., :3]) if opaque else frame)
