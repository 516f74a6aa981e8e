"""`aimath slides`: a talk, a page or stills from the sections of lessons."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimath.errors import AimathError
from aimath.studio.commands import options
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.errors import UsageError
from aimath.studio.settings import FilmSettings

if TYPE_CHECKING:
    from aimath.studio.jobs import FilmJob
    from aimath.studio.slides.deck import Deck
    from aimath.studio.slides.section_films import Filmed, Talk

ENDINGS = (".pptx", ".html")


@click.command()
@options.targets
@options.everything
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="TALK.pptx|TALK.html|STILLS/",
    help="What is made: slides, a page that presents itself, or a folder of pictures.",
)
@click.option(
    "--gif/--video",
    "as_gif",
    default=False,
    help="Animated pictures (up to 1280 pixels wide, 15 frames a second, one after the other), or films that "
    "start by themselves.  [default: video]",
)
@options.quality
@options.fps
@options.theme
@options.changes
@options.seed
@options.jobs
@options.as_json
def slides(
    targets: tuple[str, ...],
    everything: bool,
    output: str,
    as_gif: bool,
    quality: str,
    fps: int | None,
    theme: str,
    changes: tuple[str, ...],
    seed: int,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Make slides: one for each section, with its animation, and one with the code as text.

    What is said is in the speaker notes. With a folder, the last frame of each section is written to it
    as PNG, SVG and PDF.
    """
    path = Path(output)
    numbers = options.parse_changes(changes)
    settings = FilmSettings(quality, fps, theme=theme, seed=seed)
    is_folder = not path.suffix or output.endswith("/") or path.is_dir()
    if not is_folder and path.suffix not in ENDINGS:
        raise UsageError(
            f"-o {output}: expected a name ending in {' or '.join(ENDINGS)}, or a folder for stills"
        )
    if is_folder and (as_gif or fps is not None):
        raise UsageError(
            f"-o {output}: stills do not move; leave out --gif and --fps, or give a name ending in "
            f"{' or '.join(ENDINGS)}"
        )
    if is_folder:
        return _write_stills(targets, everything, path, settings, numbers, as_json)
    talk = _plan(path, targets, numbers, settings, everything)
    from aimath.studio.slides.section_films import make_deck

    if as_gif:
        deck = _with_gifs(talk, as_json)
    elif errors := _film(talk, jobs, as_json):
        tell(errors)
        return exit_code(errors)
    else:
        deck = make_deck(talk)
    return _write_talk(deck, path, as_json)


def _plan(
    path: Path,
    targets: tuple[str, ...],
    numbers: dict[str, str],
    settings: FilmSettings,
    everything: bool,
) -> "Talk":
    from aimath.studio.slides.extras import need
    from aimath.studio.slides.section_films import plan_talk
    from aimath.studio.whole_files import prepare_folder

    if path.suffix == ".pptx":
        need("pptx", "python-pptx", f"-o {path}")
    else:
        need("fontTools", "fonttools", f"-o {path}")
    talk = plan_talk(targets, numbers, settings, everything=everything)
    prepare_folder(path.parent)
    return talk


def _film(talk: "Talk", jobs: int | None, quiet: bool) -> Sequence[AimathError]:
    """Make the films of a talk that are stale, and return what went wrong."""
    from aimath.studio.ahead import Ahead
    from aimath.studio.branching.cores import shared_cores
    from aimath.studio.progress import progress_view
    from aimath.studio.rendering import leave_fresh_early, render_all
    from aimath.studio.workers import default_workers

    with Ahead() as ahead, shared_cores(jobs or default_workers()) as cores:
        planned = leave_fresh_early(talk.plan, ahead, cores)
        with progress_view([job.shoot.source.name for job in planned.jobs], quiet=quiet) as view:
            return render_all(planned, cores, view.notify, ahead.workers).errors


def _with_gifs(talk: "Talk", quiet: bool) -> "Deck":
    """Return the talk with animated pictures."""
    from aimath.studio.progress import progress_view
    from aimath.studio.slides.section_films import make_deck
    from aimath.studio.slides.section_gifs import film_as_gif
    from aimath.studio.workers import Progress

    planned = talk.plan.jobs
    with progress_view(
        [":".join((j.shoot.source.name, *j.shoot.sections)) for j in planned], quiet=quiet
    ) as view:

        def film_of(job: "FilmJob") -> "Filmed":
            number = planned.index(job)
            return film_as_gif(
                job, lambda doing, count, total: view.notify(Progress(number, doing, count, total))
            )

        return make_deck(talk, film_of)


def _write_talk(deck: "Deck", path: Path, as_json: bool) -> int:
    from aimath.studio.sizes import write_size

    if path.suffix == ".pptx":
        from aimath.studio.slides.powerpoint import write_powerpoint as write
    else:
        from aimath.studio.slides.web_page import write_web_page as write
    write(deck, path)
    size = path.stat().st_size
    if as_json:
        titles = [slide.title for slide in deck.slides]
        _print_json({"file": str(path), "bytes": size, "title": deck.title, "slides": titles})
    else:
        count = len(deck.slides)
        click.echo(f"{path}: {count} {'slide' if count == 1 else 'slides'}, {write_size(size)}")
    return 0


def _write_stills(
    targets: tuple[str, ...],
    everything: bool,
    folder: Path,
    settings: FilmSettings,
    numbers: dict[str, str],
    as_json: bool,
) -> int:
    from aimath.studio.jobs import Shoot
    from aimath.studio.selection import select
    from aimath.studio.slides.section_films import sections_of
    from aimath.studio.whole_files import prepare_folder

    selection = select(targets, numbers, everything=everything)
    chosen = [
        Shoot(scene.source, settings, scene.numbers.changed(), sections_of(scene))
        for scene in selection.chosen
    ]
    prepare_folder(folder)
    from aimath.studio.slides.stills import write_stills

    written: list[Path] = []
    errors: list[AimathError] = [*selection.broken]
    for job in chosen:
        try:
            written += write_stills(job, folder)
        except AimathError as error:
            errors.append(error)
    if as_json:
        report = {"folder": str(folder), "files": [str(path) for path in written]}
        _print_json(report | {"errors": [str(error) for error in errors]})
    else:
        for path in written:
            click.echo(path)
        tell(errors)
    return exit_code(errors)


def _print_json(report: dict[str, Any]) -> None:
    click.echo(json.dumps(report, indent=2, ensure_ascii=False))
