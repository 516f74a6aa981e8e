"""Make one film: the video, its captions, its poster and its record."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.branching.cores import Cores
from aimath.studio.branching.film_branches import film_in_branches
from aimath.studio.branching.film_parts import SegmentGoneError, join_notes
from aimath.studio.branching.notes import noting
from aimath.studio.branching.rehearsing_apart import rehearse_apart
from aimath.studio.caption_files import remove_old_captions, write_captions
from aimath.studio.captions import captions
from aimath.studio.encoding import FrameSink, open_sink, save_picture
from aimath.studio.film_files import FilmFiles
from aimath.studio.filmed_sections import FilmedSections
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.shooting import Shot, Watcher, record, shoot
from aimath.studio.freshness.fingerprinting import complete
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.freshness.records import FINGERPRINT, MADE, sign
from aimath.studio.freshness.versions import versions
from aimath.studio.jobs import FilmJob, FilmResult, Shoot
from aimath.studio.memory import release_memory
from aimath.studio.segments.joining import Joiner
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.whole_files import prepare_folder, write_text, writing
from aimath.studio.worker_process import Report

FilmVideo = Callable[[Shoot, Rehearsal, Path, Watcher], Shot]
"""Films a scene to a video file."""


def make_film(
    job: FilmJob,
    report: Report = lambda section, done, total: None,
    film_as_video: FilmVideo | None = None,
    know: Callable[[FilmJob], FilmJob] = lambda job: job,
) -> FilmResult:
    """Film a scene and write its files; none of them has its final name before it is whole.

    Args:
        job: the film.
        report: told how far it is.
        film_as_video: films a scene to a video file; when None, this process does.
        know: asked once the film is made for the job with what the film depends on.

    Raises:
        FilmError: if the scene fails or the disk is full.
        UsageError: if the folder cannot be written to.
    """
    began = time.monotonic()
    prepare_folder(job.files.folder)
    sections = FilmedSections(job)
    with watching_what_runs() as seen, noting(seen.sight, seen.elsewhere.append):
        shot, made = film(job, report, film_as_video, _sign_unseen, sections.begin)
    length = shot.frames / job.shoot.settings.frame_rate
    taken = know(job).taken
    if not job.shoot.settings.is_still:
        remove_old_captions(job.files, made)
    made_from = None if taken is None else complete(taken, seen)
    record = film_record(job, shot, length) | {FINGERPRINT: made_from and made_from.to_json(), MADE: made}
    write_text(job.files.record, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    if taken is not None and made_from is not None:
        sections.keep(shot, taken, made_from)
    return FilmResult(
        job.shoot.source.name, str(job.files.film), length, shot.frames, round(time.monotonic() - began, 2)
    )


def film(
    job: FilmJob,
    report: Report,
    film_as_video: FilmVideo | None,
    signature_of: Callable[[Path], Any],
    begin: Callable[[Rehearsal], Rehearsal] = lambda rehearsal: rehearsal,
) -> tuple[Shot, dict[str, Any]]:
    """Film a scene, and return what came of it with the signature of each file that was written, by name.

    Args:
        job: the film.
        report: told how far it is.
        film_as_video: films a scene to a video file; when None, this process does.
        signature_of: returns the signature of a file.
        begin: asked for the rehearsal with the beginning that need not be filmed.
    """
    settings, files = job.shoot.settings, job.files
    rehearsal = rehearse_apart(job.shoot)
    if settings.is_video:
        rehearsal = begin(rehearsal)
    release_memory()
    total = sum(rehearsal.plays) or None

    def watch(section: str, done: int) -> None:
        report(section, done, total)

    with writing(files.film) as path:
        if settings.is_video:
            shot = (film_as_video or film_video)(job.shoot, rehearsal, path, watch)
        else:
            shot = film_to_sink(job.shoot, open_sink(path, settings), watch)
        # Under its final name there may at once be the film of somebody else, made from something else.
        made = {files.film.name: signature_of(path)}
    # A still has neither captions nor a poster: those of its name are a film's.
    written = [] if settings.is_still else _write_beside(files, shot)
    return shot, made | {path.name: signature_of(path) for path in written}


def film_video(
    job: Shoot, rehearsal: Rehearsal, path: Path, watch: Watcher, cores: Cores | None = None
) -> Shot:
    """Film a scene to a video file; plays that were filmed before are neither drawn nor encoded again.

    Args:
        job: the scene.
        rehearsal: what is known of its plays.
        path: the file.
        watch: told how far it is.
        cores: the cores that may film at a time; when None, this process films alone.
    """
    with suppress(SegmentGoneError):
        if cores is not None and cores.count > 1 and rehearsal.is_divisible and CAN_BRANCH:
            return film_in_branches(job, rehearsal, cores, path, watch)
        return _film_alone(job, rehearsal, path, watch)
    shot = _film_alone(job, rehearsal.without_beginning(), path, watch)
    # This process has been through all sections, so what they have changed may show.
    return replace(shot, segments=())


def _film_alone(job: Shoot, rehearsal: Rehearsal, path: Path, watch: Watcher) -> Shot:
    """Film a scene to a video file in this process.

    Raises:
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    beginning, store = rehearsal.beginning, SegmentStore(segments_folder(job.settings))
    with Joiner(path, job.settings) as joiner:
        join_notes(joiner, beginning.segments, store, job)
        recorder = SegmentRecorder(store, job.settings, joiner.add)
        try:
            shot = record(
                job,
                recorder,
                lambda section, frames: watch(section, beginning.frame_count + frames),
                rehearsal.plays_to_film,
            )
        except BaseException:
            recorder.abort()
            raise
        recorder.close()
    poster = beginning.poster if shot.take.poster is None else shot.take.poster
    return replace(
        shot,
        take=replace(shot.take, poster=poster),
        frames=joiner.frame_count,
        segments=tuple(joiner.notes),
    )


def film_to_sink(job: Shoot, sink: FrameSink, watch: Watcher) -> Shot:
    """Film a scene to a sink, and close it."""
    try:
        shot = shoot(job, sink, watch)
    except BaseException:
        sink.abort()
        raise
    sink.close()
    return shot


def film_record(job: FilmJob, shot: Shot, length: float) -> dict[str, Any]:
    """Return what there is to know about a film besides what it was made from, ready for JSON."""
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
        "versions": versions(),
    }


def _sign_unseen(path: Path) -> dict[str, Any]:
    # What was written is read back, which is no part of what it is made from.
    with watching_what_runs():
        return sign(path)


def _write_beside(files: FilmFiles, shot: Shot) -> list[Path]:
    """Write captions and poster, and return the files."""
    take = shot.take
    written = write_captions(files, captions((beat.text, beat.start, beat.duration) for beat in take.beats))
    poster = take.poster if take.poster is not None else shot.last
    if poster is not None:
        with writing(files.beside(".png")) as path:
            save_picture(poster, path)
        written.append(files.beside(".png"))
    return written
