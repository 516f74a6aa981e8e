"""`aimath sheet`: a lesson at one glance."""

from pathlib import Path

import click

from aimath.errors import AimathError
from aimath.studio.commands import options
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.settings import FilmSettings


@click.command()
@options.targets
@options.everything
@options.quality
@options.aspect
@options.theme
@options.changes
@options.seed
@options.output
@click.option("--columns", type=click.IntRange(1, 12), default=4, show_default=True, help="Frames in a row.")
@click.option(
    "--width",
    type=click.IntRange(400, 10000),
    default=2400,
    show_default=True,
    help="Pixels from side to side.",
)
def sheet(
    targets: tuple[str, ...],
    everything: bool,
    quality: str,
    aspect: str,
    theme: str,
    changes: tuple[str, ...],
    seed: int,
    output: Path | None,
    columns: int,
    width: int,
) -> int:
    """Make a contact sheet: the middle and the end of every play on one picture."""
    from aimath.studio.rendering import plan

    settings = FilmSettings(quality, None, aspect, theme, "png", False, seed)
    planned = plan(targets, options.parse_changes(changes), settings, everything=everything, output=output)
    from aimath.studio.contact_sheet import make_sheet

    errors: list[AimathError] = list(planned.broken)
    for job in planned.jobs:
        named = output is not None and output.suffix == ".png"
        path = job.files.film if named else job.files.beside("-sheet.png")
        try:
            make_sheet(job.shoot, path, columns=columns, width=width)
        except AimathError as error:
            errors.append(error)
            continue
        click.echo(path)
    tell(errors)
    return exit_code(errors)
