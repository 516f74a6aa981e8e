"""The contact sheet: the middle and the end of every play on one picture, to see a lesson at one glance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from aimath.studio.conversion import Frame
from aimath.studio.filming.moments import film_middle_and_end, film_time
from aimath.studio.filming.shooting import shoot
from aimath.studio.jobs import Shoot
from aimath.studio.whole_files import writing

_PAPER, _INK, _FAINT = "#FFFFFF", "#172033", "#5A6579"
_GAP = 14
_LABEL_LINES = 3


@dataclass(frozen=True)
class Thumbnail:
    """A small frame, when it is seen, and what is being said."""

    picture: Image.Image
    section: str
    time: float
    sentence: str = ""


def make_sheet(job: Shoot, path: Path, *, columns: int = 4, width: int = 2400) -> int:
    """Write the contact sheet of a scene and return how many frames are on it.

    Args:
        job: what to film; its settings give shape and theme.
        path: the PNG file.
        columns: thumbnails in a row.
        width: pixels from side to side.

    Raises:
        FilmError: if the scene fails or plays nothing.
    """
    cell = (width - _GAP * (columns + 1)) // columns
    pictures: list[tuple[Image.Image, float, str]] = []
    last: Frame | None = None

    class Thumbnails:
        """Keeps what differs from the frame before."""

        def write(self, frame: Frame, repeat: int = 1) -> None:
            nonlocal last
            if last is not None and np.array_equal(frame, last):
                return
            last = frame
            height = round(cell * frame.shape[0] / frame.shape[1])
            small = Image.fromarray(frame).convert("RGB").resize((cell, height), Image.Resampling.LANCZOS)
            pictures.append((small, clock(), section()))

        def close(self) -> None:
            """Nothing to finish."""

        def abort(self) -> None:
            """Nothing to give up."""

    holder: dict[str, Any] = {}

    def clock() -> float:
        return film_time(holder["scene"])

    def section() -> str:
        take = getattr(holder["scene"], "take", None)
        return take.current if take is not None else ""

    def prepare(scene: Any) -> None:
        holder["scene"] = scene
        film_middle_and_end(scene)

    # A still would be filmed without playing anything; the sheet needs the plays.
    moving = replace(job, settings=replace(job.settings, format="mp4"))
    shot = shoot(moving, Thumbnails(), prepare=prepare)
    beats = shot.take.beats
    thumbnails = [
        Thumbnail(picture, part, at, next((b.text for b in reversed(beats) if b.start <= at + 1e-6), ""))
        for picture, at, part in pictures
    ]
    with writing(path) as temporary:
        _lay_out(thumbnails, columns, cell, width).save(temporary)
    return len(thumbnails)


def _lay_out(thumbnails: Sequence[Thumbnail], columns: int, cell: int, width: int) -> Image.Image:
    size = max(13, cell // 34)
    regular, bold = _font("Inter-Regular.otf", size), _font("Inter-SemiBold.otf", size)
    label = round(_LABEL_LINES * size * 1.35) + _GAP
    rows: list[list[Thumbnail]] = []
    for thumbnail in thumbnails:
        # Each section starts a row, so that its parts can be told apart at a glance.
        if not rows or len(rows[-1]) == columns or rows[-1][0].section != thumbnail.section:
            rows.append([])
        rows[-1].append(thumbnail)
    height = thumbnails[0].picture.height + label + _GAP
    sheet = Image.new("RGB", (width, height * len(rows) + _GAP), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for i, row in enumerate(rows):
        for j, thumbnail in enumerate(row):
            x, y = _GAP + j * (cell + _GAP), _GAP + i * height
            sheet.paste(thumbnail.picture, (x, y))
            y += thumbnail.picture.height + 5
            draw.text((x, y), f"{thumbnail.time:.1f} s  {thumbnail.section}", _INK, bold)
            lines = _wrapped(thumbnail.sentence, regular, cell)[: _LABEL_LINES - 1]
            draw.multiline_text((x, y + size * 1.35), "\n".join(lines), _FAINT, regular)
    return sheet


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("aimath") / "data" / "fonts" / "inter" / name), size)
