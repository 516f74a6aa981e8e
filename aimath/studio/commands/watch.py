"""`aimath watch`: films that stay fresh while you edit."""

import signal
from pathlib import Path
from types import FrameType

import click

from aimath.studio.commands import options
from aimath.studio.settings import QUALITIES, FilmSettings

_STOPPED = 128


@click.command()
@click.argument("targets", nargs=-1, metavar="[LESSON[:SECTION]]...")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="draft",
    show_default=True,
    help="Size of the picture; draft has 15 frames a second, the others 60.",
)
@options.fps
@options.aspect
@options.theme
@options.file_format
@options.transparent
@options.changes
@options.seed
@options.output
@options.jobs
def watch(
    targets: tuple[str, ...],
    quality: str,
    fps: int | None,
    aspect: str,
    theme: str,
    file_format: str,
    transparent: bool,
    changes: tuple[str, ...],
    seed: int,
    output: Path | None,
    jobs: int | None,
) -> None:
    """Film again whatever an edit makes stale, until Ctrl-C.

    It begins with what is stale already. Without LESSON it watches all lessons, new ones too. A film whose
    sources are edited while it is made is stopped and begun anew.
    """
    from aimath.studio.rendering import leave_fresh, plan
    from aimath.studio.watching import Watch
    from aimath.studio.workers import default_workers

    settings = FilmSettings(quality, fps, aspect, theme, file_format, transparent, seed)
    parsed = options.parse_changes(changes)
    planned = leave_fresh(plan(targets, parsed, settings, everything=not targets, output=output))
    words = {
        "--quality": quality,
        "--fps": fps,
        "--aspect": aspect,
        "--theme": theme,
        "--format": file_format,
        "--seed": seed,
        "--output": output,
    }
    chosen = [f"{name}={value}" for name, value in words.items() if value is not None]
    chosen += [f"--set={change}" for change in changes] + (["--transparent"] if transparent else [])
    watching = Watch(targets, chosen, jobs or default_workers(), click.echo)

    def end(number: int, frame: FrameType | None) -> None:
        # Python loses what a handler raises while an object is being taken apart; the watch looks for itself.
        watching.exit_code = _STOPPED + number
        raise SystemExit(watching.exit_code)

    signal.signal(signal.SIGTERM, end)
    for job in planned.fresh:
        click.echo(f"{job.shoot.source.name}: fresh: {job.files.film}")
    click.echo("watching; Ctrl-C ends it")
    watching.run(planned)
