"""Frames with what was found drawn in."""

import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

from aimath.studio.camera.regions import Pixels
from aimath.studio.check.finding import Finding
from aimath.studio.whole_files import prepare_folder, writing

_MARK, _EDGE = "#FF00C8", "#FFFFFF"
_ROOM = 3


class Frames:
    """The frames of the moments of a film, kept small."""

    def __init__(self) -> None:
        self._frames: list[tuple[float, bytes]] = []

    def keep(self, time: float, frame: Pixels) -> None:
        """Keep a frame."""
        file = io.BytesIO()
        Image.fromarray(frame[..., :3]).save(file, "png", compress_level=1)
        self._frames.append((time, file.getvalue()))

    def at(self, time: float) -> Image.Image | None:
        """Return the frame that was seen at a time: the last one up to then, or the first one after it."""
        before = [frame for seen, frame in self._frames if seen <= time + 1e-3]
        chosen = before[-1:] or [frame for _, frame in self._frames[:1]]
        return Image.open(io.BytesIO(chosen[0])).convert("RGB") if chosen else None


def write_pictures(findings: Iterable[Finding], frames: Frames, folder: Path) -> dict[Finding, Path]:
    """Write a PNG for each finding of one look, with its boxes drawn in, and return where each is."""
    written: dict[Finding, Path] = {}
    for number, finding in enumerate(findings, start=1):
        picture = frames.at(finding.time)
        if picture is None:
            continue
        draw = ImageDraw.Draw(picture)
        for left, top, right, bottom in finding.boxes:
            box = (left - _ROOM, top - _ROOM, right + _ROOM, bottom + _ROOM)
            draw.rectangle([box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1], outline=_EDGE)
            draw.rectangle(box, outline=_MARK)
        prepare_folder(folder)
        look = finding.look.replace(":", "x").replace(" ", "-")
        path = folder / f"{look}-{number:03d}-{finding.rule.replace(' ', '-')}.png"
        with writing(path) as temporary:
            picture.save(temporary)
        written[finding] = path
    return written
