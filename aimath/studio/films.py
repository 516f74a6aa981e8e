"""Make one film: the video, its captions, its poster and its record."""

import json
import time
from dataclasses import asdict
from importlib.metadata import version
from platform import python_version
from typing import Any

from aimath import __version__
from aimath.stage.take import Take
from aimath.studio.captions import captions, srt, vtt
from aimath.studio.encoding import Frame, open_sink, save_picture
from aimath.studio.jobs import FilmJob, FilmResult
from aimath.studio.outputs import FilmFiles, prepare_folder, write_text, writing
from aimath.studio.shooting import Shot, Watcher, shoot

_PACKAGES = ("manim", "numpy", "typst", "av", "pillow", "pydantic")


def make_film(job: FilmJob, watch: Watcher = lambda section, frames: None) -> FilmResult:
    """Film a scene and write its files; none of them has its final name before it is whole.

    Raises:
        FilmError: if the scene fails or the disk is full.
        UsageError: if the folder cannot be written to.
    """
    began = time.monotonic()
    settings, files = job.shoot.settings, job.files
    prepare_folder(files.folder)
    with writing(files.film) as film:
        sink = open_sink(film, settings)
        try:
            shot = shoot(job.shoot, sink, watch)
        except BaseException:
            sink.abort()
            raise
        sink.close()
    length = shot.frames / settings.frame_rate
    _write_captions(files, shot.take)
    poster = shot.take.poster if shot.take.poster is not None else shot.last
    if poster is not None and settings.format != "png":
        _write_poster(files, poster)
    record = film_record(job, shot, length)
    write_text(files.beside(".json"), json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    return FilmResult(
        job.shoot.source.name, str(files.film), length, shot.frames, round(time.monotonic() - began, 2)
    )


def film_record(job: FilmJob, shot: Shot, length: float) -> dict[str, Any]:
    """Return everything worth knowing about a film, ready for JSON."""
    settings, take = job.shoot.settings, shot.take
    width, height = settings.pixels
    return {
        "lesson": job.shoot.source.name,
        "title": shot.title,
        "film": job.files.film.name,
        "length": round(length, 3),
        "frames": shot.frames,
        "width": width,
        "height": height,
        "settings": asdict(settings) | {"fps": settings.frame_rate},
        "seed": settings.seed,
        "numbers": shot.numbers,
        "sections": [
            {"name": part.section.name, "title": part.section.title, "start": round(part.start, 3)}
            for part in take.sections
        ],
        "narration": [
            {
                "start": round(beat.start, 3),
                "duration": round(beat.duration, 3),
                "text": beat.text,
                "figures": [asdict(figure) for figure in beat.figures],
            }
            for beat in take.beats
        ],
        "shown": [
            {"section": seen.section, "time": round(seen.time, 3), **asdict(seen.figure)}
            for seen in take.shown
        ],
        "versions": {"python": python_version(), "aimath": __version__}
        | {package: version(package) for package in _PACKAGES},
    }


def _write_captions(files: FilmFiles, take: Take) -> None:
    cues = captions((beat.text, beat.start, beat.duration) for beat in take.beats)
    if cues:
        write_text(files.beside(".srt"), srt(cues))
        write_text(files.beside(".vtt"), vtt(cues))


def _write_poster(files: FilmFiles, frame: Frame) -> None:
    with writing(files.beside(".png")) as path:
        save_picture(frame, path)
