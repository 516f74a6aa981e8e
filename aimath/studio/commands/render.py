"""`aimath render`: make films."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aimath.studio.commands import options
from aimath.studio.errors import UsageError
from aimath.studio.settings import FilmSettings


@click.command()
@options.targets
@options.everything
@options.quality
@options.fps
@options.aspect
@options.theme
@options.file_format
@options.transparent
@options.changes
@options.seed
@options.output
@click.option("-j", "--jobs", type=click.IntRange(1), help="Films at a time.  [default: the number of cores]")
@options.as_json
def render(
    targets: tuple[str, ...],
    everything: bool,
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
    as_json: bool,
) -> int:
    """Film lessons, sections of lessons, or anybody's plain Manim scenes (FILE.py:SCENE).

    The film goes to media/LESSON/, with captions, a poster and a record of every number in it.
    """
    from aimath.studio.progress import progress_view
    from aimath.studio.rendering import plan, render_all

    settings = FilmSettings(quality, fps, aspect, theme, file_format, transparent, seed)
    planned = plan(targets, options.parse_changes(changes), settings, everything=everything, output=output)
    with progress_view([job.shoot.source.name for job in planned.jobs], quiet=as_json) as view:
        outcome = render_all(planned, jobs, view.notify)
    if as_json:
        report = {
            "films": [asdict(result) for result in outcome.made],
            "errors": [str(error) for error in outcome.errors],
        }
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for result in outcome.made:
            click.echo(result.film)
        for error in outcome.errors:
            click.echo(f"aimath: {error}", err=True)
    if any(isinstance(error, UsageError) for error in outcome.errors):
        return UsageError.exit_code
    return 1 if outcome.errors else 0
