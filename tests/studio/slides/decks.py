"""A small talk to write in tests: its film is made here, frame by frame."""

from pathlib import Path

import numpy as np

from aimath.stage.theme import THEMES
from aimath.studio.encoding import save_picture
from aimath.studio.slides.colored_code import colored_code
from aimath.studio.slides.deck import AnimationSlide, CodeSlide, Deck

CODE = """import numpy as np

for k in range(3):
    print(f"{k}: {np.sqrt(k) < 2 and 'small & quick'}")  # three lines
"""
OUTPUT = ("0: small & quick", "1: small & quick", "2: small & quick")
NOTES = ("One step down the slope.", "The loss falls from 4 to <1>.")
SIZE = (320, 180)
LENGTH = 0.8


def small_deck(folder: Path, *, theme: str = "dark", kind: str = "mp4") -> Deck:
    """Return a talk of an opening, a section and a code slide, with a film in a folder."""
    film, poster, captions = folder / f"film.{kind}", folder / "film.png", folder / "film.vtt"
    ground = THEMES[theme].background
    frames = [_frame(ground, share) for share in np.linspace(0.1, 0.9, 8)]
    save_picture(frames[-1], poster)
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:00.800\nOne step down the slope.\n", encoding="utf-8")
    if kind == "gif":
        _write_gif(film, frames)
    else:
        _write_film(film, frames)

    def animation(title: str, *, has_title_line: bool) -> AnimationSlide:
        return AnimationSlide(
            title, has_title_line, film, poster, captions, LENGTH, SIZE, "A walk: downhill", NOTES
        )

    return Deck(
        "A walk: downhill",
        THEMES[theme],
        (
            animation("A walk: downhill", has_title_line=False),
            animation("One step & <more>", has_title_line=True),
            CodeSlide(
                "A walk: the code",
                "A walk: downhill",
                colored_code(CODE.strip("\n"), THEMES[theme]),
                OUTPUT,
                ("Run it.",),
            ),
        ),
    )


def _frame(ground: str, share: float) -> np.ndarray:
    """Return a frame with a bright ball that has gone a share of the way."""
    width, height = SIZE
    frame = np.full((height, width, 4), 255, dtype=np.uint8)
    frame[..., :3] = list(bytes.fromhex(ground.lstrip("#")))
    y, x = np.mgrid[:height, :width]
    frame[(x - share * width) ** 2 + (y - height / 2) ** 2 < 20**2, :3] = (79, 169, 226)
    return frame


def _write_gif(path: Path, frames: list[np.ndarray]) -> None:
    from PIL import Image

    first, *others = [Image.fromarray(frame).convert("RGB") for frame in frames]
    first.save(path, save_all=True, append_images=others, duration=100, loop=0)


def _write_film(path: Path, frames: list[np.ndarray]) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgba")))
        container.mux(stream.encode(None))
