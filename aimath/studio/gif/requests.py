"""From the words of `aimath gif` to the pictures that it makes."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.errors import AimathError
from aimath.studio.errors import UsageError
from aimath.studio.gif.destinations import find_destination
from aimath.studio.gif.formats import Playing, check_format
from aimath.studio.gif.looks import FORMATS
from aimath.studio.gif.making import Made, Wish, make_gif
from aimath.studio.gif.spans import Span, parse_time
from aimath.studio.gif.timing import parse_loop
from aimath.studio.jobs import FilmResult, Shoot
from aimath.studio.rendering import plan
from aimath.studio.selection import select
from aimath.studio.settings import FilmSettings
from aimath.studio.sizes import parse_size
from aimath.studio.workers import Finished, Progress

SMALLEST_BUDGET = 1000
"""Bytes; less than that holds no picture."""

LONGEST_HOLD = 3600.0
"""Seconds."""

_ENDINGS = {f".{name}": name for name in FORMATS}


@dataclass(frozen=True)
class GifRequest:
    """What the command line says of the pictures, as typed.

    Attributes:
        start: where they start.
        end: where they end; None for the end of the film.
        width: pixels from side to side.
        fps: frames a second.
        max_size: how large a file may be; None for any size.
        colors: how many colours there may be; None for as many as the format has.
        loop: how often it is played.
        hold: how much longer the last frame is shown.
        file_format: a name in `FORMATS`, or None for what `output` ends in.
        place: a name in `DESTINATIONS`, or None.
        output: a file or folder that the user named, or None for media/LESSON/.
    """

    start: str = "0s"
    end: str | None = None
    width: int = 800
    fps: int = 15
    max_size: str | None = None
    colors: int | None = None
    loop: str = "forever"
    hold: str = "0s"
    file_format: str | None = None
    place: str | None = None
    output: Path | None = None


@dataclass(frozen=True)
class PlannedGif:
    """A picture to make: what is filmed, the file, and what it is to be."""

    shoot: Shoot
    path: Path
    wish: Wish


@dataclass(frozen=True)
class GifPlan:
    """The pictures to make, and why others that were asked for cannot be made."""

    jobs: tuple[PlannedGif, ...]
    broken: tuple[AimathError, ...] = ()


def plan_gifs(
    targets: Sequence[str], changes: Mapping[str, str], settings: FilmSettings, request: GifRequest
) -> GifPlan:
    """Return the pictures to make; what can be wrong with the request is found here.

    Raises:
        UsageError: if the request makes no sense, or the output folder cannot be written to.
        NumbersError: for an unknown number or one out of bounds.
    """
    wish = _wish(request)
    named = request.output is not None and request.output.suffix in (*_ENDINGS, ".png")
    if request.output is not None and request.output.suffix and not named and not request.output.is_dir():
        raise UsageError(f"-o {request.output}: expected a name ending in {', '.join(_ENDINGS)}, or a folder")
    if named and _format_of(request.output) != wish.format:
        raise UsageError(
            f"-o {request.output}: expected a name ending in .{wish.format} for -f {wish.format}"
        )
    folder = request.output.parent if named and request.output is not None else request.output
    if named and len(select(targets, changes).chosen) > 1:
        raise UsageError(f"-o {request.output}: several pictures cannot have one name; give a folder")
    planned = plan(targets, changes, settings, output=folder)
    jobs = []
    for job in planned.jobs:
        part = "" if wish.span == Span() else f"-{request.start}-{request.end or 'end'}".replace(":", "m")
        path = job.files.beside(f"{part}.{wish.format}")
        jobs.append(
            PlannedGif(job.shoot, request.output if named and request.output is not None else path, wish)
        )
    return GifPlan(tuple(jobs), planned.broken)


def make_gifs(
    planned: GifPlan, notify: Callable[[Progress | Finished], None]
) -> tuple[list[Made], list[AimathError]]:
    """Make pictures one after the other, and return them with what went wrong with the others."""
    made: list[Made] = []
    errors: list[AimathError] = list(planned.broken)
    for number, job in enumerate(planned.jobs):

        def tell(doing: str, count: int, total: int | None, number: int = number) -> None:
            notify(Progress(number, doing, count, total))

        began = time.monotonic()
        try:
            one = make_gif(job.shoot, job.path, job.wish, tell)
        except AimathError as error:
            errors.append(error)
            notify(Finished(number, None, error))
            continue
        made.append(one)
        wall_time = round(time.monotonic() - began, 2)
        result = FilmResult(job.shoot.source.name, str(one.path), one.length, one.frames, wall_time)
        notify(Finished(number, result, None))
    return made, errors


def _wish(request: GifRequest) -> Wish:
    destination = find_destination(request.place, request.file_format)
    file_format = request.file_format or _format_of(request.output) or destination.formats[0]
    find_destination(request.place, file_format)
    end = None if request.end is None else parse_time(request.end, "--to")
    playing = Playing(parse_loop(request.loop), parse_time(request.hold, "--hold"))
    if playing.hold > LONGEST_HOLD:
        raise UsageError(f"--hold: expected at most {LONGEST_HOLD:g} s, got {request.hold}")
    most = None if request.max_size is None else parse_size(request.max_size, "--max-size")
    if most is not None and most < SMALLEST_BUDGET:
        raise UsageError(f"--max-size: expected at least {SMALLEST_BUDGET} bytes, got {request.max_size}")
    check_format(file_format, request.fps, request.colors, playing.loop)
    span = Span(parse_time(request.start, "--from"), end)
    return Wish(file_format, request.width, request.fps, request.colors, span, playing, most, destination)


def _format_of(output: Path | None) -> str | None:
    """Return the format that a file's ending stands for, if it does."""
    if output is None or output.is_dir():
        return None
    return "apng" if output.suffix == ".png" else _ENDINGS.get(output.suffix)
