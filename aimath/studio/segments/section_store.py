"""What is kept of sections that were filmed: which segments show them, and what their film was made from."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.encoding import save_picture
from aimath.studio.segments.segment import SegmentNote, Shown
from aimath.studio.whole_files import write_text, writing


@dataclass(frozen=True)
class KeptSection:
    """A section that was filmed.

    Attributes:
        plays: how many frames each play has.
        segments: the notes of its segments.
        files: a hash of each file that was read for the film.
        loaded: what each file looks like that ran for the film though nothing in its code says so.
        poster_play: after how many of the plays the film's poster was chosen; None if it was elsewhere.
    """

    plays: tuple[int, ...]
    segments: tuple[SegmentNote, ...]
    files: Mapping[str, str | None]
    loaded: Mapping[str, str]
    poster_play: int | None = None

    @classmethod
    def from_json(cls, told: Any) -> "KeptSection":
        """Return what `asdict` gave.

        Raises:
            ValueError, KeyError, TypeError: if it is something else.
        """
        notes = [
            SegmentNote(
                str(note["key"]),
                Shown(str(note["first"]["key"]), int(note["first"]["repeat"])),
                int(note["frame_count"]),
            )
            for note in told["segments"]
        ]
        if not isinstance(told["files"], dict) or not isinstance(told["loaded"], dict):
            raise ValueError("expected files by name")
        plays = tuple(map(int, told["plays"]))
        return cls(plays, tuple(notes), told["files"], told["loaded"], told["poster_play"])


class SectionStore:
    """A folder with what is kept of sections, each under a name that tells what it was filmed from.

    A file that is damaged counts as not there.

    Args:
        folder: where the files are, whatever the current folder is later; it is made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    def load(self, name: str) -> KeptSection | None:
        """Return what is kept under a name; None if there is nothing."""
        path = self._path(name)
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = KeptSection.from_json(json.loads(path.read_text(encoding="utf-8")))
            # What is used last is trimmed last.
            os.utime(path)
            return kept
        return None

    def poster(self, name: str) -> Frame | None:
        """Return the poster that was chosen in a section; None if there is none."""
        path = self._path(name, ".png")
        with suppress(OSError, SyntaxError, ValueError), Image.open(path) as picture:
            os.utime(path)
            return np.asarray(picture)
        return None

    def save(self, name: str, section: KeptSection, poster: Frame | None = None) -> None:
        """Keep a section, with the poster if it was chosen in it."""
        if poster is not None:
            with writing(self._path(name, ".png")) as path:
                save_picture(poster, path)
        write_text(self._path(name), json.dumps(asdict(section), separators=(",", ":")))

    def _path(self, name: str, ending: str = ".json") -> Path:
        return self._folder / f"{name}{ending}"
