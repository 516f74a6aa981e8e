"""The files with captions that stand beside a film."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from aimath.studio.captions import Caption, srt, vtt
from aimath.studio.film_files import FilmFiles
from aimath.studio.freshness.records import is_as_made, read_record
from aimath.studio.settings import FORMATS
from aimath.studio.whole_files import write_text

_ENDINGS = {".srt": srt, ".vtt": vtt}


def write_captions(files: FilmFiles, cues: Sequence[Caption]) -> list[Path]:
    """Write captions beside a film, and return the files; where nothing is said there are none.

    Args:
        files: the files of the film.
        cues: the captions.
    """
    texts = {files.beside(ending): as_text(cues) for ending, as_text in _ENDINGS.items()} if cues else {}
    for path, text in texts.items():
        write_text(path, text)
    return list(texts)


def remove_old_captions(files: FilmFiles, written: Collection[str]) -> None:
    """Remove the captions that films of this name had and have no longer, for players find them by name.

    What others wrote stays, and so does what they changed.

    Args:
        files: the files of the new film, of which there is no new record yet.
        written: names of the files that were written for it.
    """
    records = [read_record(replace(files, format=name).record) for name in FORMATS]
    for path in map(files.beside, _ENDINGS):
        signatures = [record.made.get(path.name) for record in records if record is not None]
        if path.name not in written and any(is_as_made(path, signature) for signature in signatures):
            path.unlink(missing_ok=True)
