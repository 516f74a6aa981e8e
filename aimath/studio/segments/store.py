"""Where segments are kept: one file each, under the key of what it shows, whole or not there."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from aimath.studio.camera.keys import key_of
from aimath.studio.camera.versions import describe_drawing
from aimath.studio.codecs import describe_encoding
from aimath.studio.film_files import CACHE
from aimath.studio.segments.segment import Segment, Shown, read_frames, read_head
from aimath.studio.settings import FilmSettings
from aimath.studio.whole_files import writing

ENDING = ".segment"
_FIRST_LETTERS = 12


def segments_folder(settings: FilmSettings) -> Path:
    """Return where segments are kept that are drawn and encoded in one way."""
    return CACHE / "segments" / key_of(describe_drawing(), describe_encoding(settings)).hex()


class SegmentStore:
    """A folder of segments that are encoded in one way.

    Several processes may use it at a time. A file that is damaged counts as not there, and is removed.

    Args:
        folder: where the files are, whatever the current folder is later; it is made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    def beginning_with(self, first: Shown) -> Iterator[tuple[str, tuple[Shown, ...]]]:
        """Find segments by the picture they begin with; yield the key and the frames of each."""
        for path in sorted(self._folder.glob(f"{first.key[:_FIRST_LETTERS]}-*{ENDING}")):
            with suppress(OSError, ValueError):
                with path.open("rb") as file:
                    frames = read_frames(read_head(file))
                if frames and frames[0].key == first.key:
                    yield path.stem.partition("-")[2], frames

    def load(self, key: str, first: Shown) -> Segment | None:
        """Return a segment; None if it is not there, or not whole.

        Args:
            key: the segment's key.
            first: the picture it begins with.
        """
        path = self._path(key, first)
        try:
            segment = Segment.from_bytes(path.read_bytes())
            if segment.key != key:
                raise ValueError("the segment has another name")
            # What is used last is trimmed last.
            os.utime(path)
        except OSError:
            return None
        except ValueError:
            path.unlink(missing_ok=True)
            return None
        return segment

    def save(self, segment: Segment) -> None:
        """Keep a segment."""
        path = self._path(segment.key, segment.frames[0])
        with writing(path) as temporary:
            temporary.write_bytes(segment.to_bytes())

    def _path(self, key: str, first: Shown) -> Path:
        return self._folder / f"{first.key[:_FIRST_LETTERS]}-{key}{ENDING}"
