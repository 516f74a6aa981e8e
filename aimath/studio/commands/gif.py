"""`aimath gif`: animated pictures for slides and pages."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aimath.studio.commands import options
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.errors import UsageError
from aimath.studio.gif.destinations import DESTINATIONS
from aimath.studio.gif.looks import FEWEST_COLORS, FORMATS, MOST_COLORS
from aimath.studio.settings import NARROWEST, WIDEST, FilmSettings


@click.command()
@options.targets
@click.option("--from", "start", metavar="TIME", default="0s", help="Where it starts, such as 3.5s.")
@click.option("--to", "end", metavar="TIME", help="Where it ends.  [default: the end of the film]")
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=800,
    show_default=True,
    help="Pixels from side to side; the most, with --max-size.",
)
@click.option(
    "--fps",
    type=click.IntRange(1, 60),
    default=15,
    show_default=True,
    help="Frames a second; the most, with --max-size.",
)
@click.option("--max-size", metavar="SIZE", help="How large the file may be, such as 5MB.")
@click.option(
    "--colors",
    type=click.IntRange(FEWEST_COLORS, MOST_COLORS),
    help="How many colours; the most, with --max-size.",
)
@click.option(
    "--loop",
    default="forever",
    show_default=True,
    metavar="N|once|boomerang|forever",
    help="How often it is played; boomerang goes back to its start.",
)
@click.option("--hold", default="0s", metavar="TIME", help="How much longer the last frame is shown.")
@click.option(
    "-f",
    "--format",
    "file_format",
    type=click.Choice(FORMATS),
    help="Kind of file.  [default: what -o ends in, or gif]",
)
@click.option(
    "--for", "place", type=click.Choice(list(DESTINATIONS)), help="Stay within the limits of this place."
)
@click.option("--transparent", is_flag=True, help="Leave out the ground.")
@options.aspect
@options.theme
@options.changes
@options.seed
@options.output
@options.as_json
def gif(
    targets: tuple[str, ...],
    start: str,
    end: str | None,
    width: int,
    fps: int,
    max_size: str | None,
    colors: int | None,
    loop: str,
    hold: str,
    file_format: str | None,
    place: str | None,
    transparent: bool,
    aspect: str,
    theme: str,
    changes: tuple[str, ...],
    seed: int,
    output: Path | None,
    as_json: bool,
) -> int:
    """Make an animated picture of a lesson, of sections of it, or of a plain Manim scene (FILE.py:SCENE).

    With --max-size it is the best-looking one that fits: colours, width and frames a second are given up in
    the order that costs the eye least.
    """
    from aimath.studio.gif.making import describe
    from aimath.studio.gif.requests import GifRequest, make_gifs, plan_gifs
    from aimath.studio.progress import progress_view
    from aimath.studio.sizes import write_size

    if not targets:
        raise UsageError("name at least one lesson or section, LESSON[:SECTION]; `aimath list` shows them")
    request = GifRequest(start, end, width, fps, max_size, colors, loop, hold, file_format, place, output)
    settings = FilmSettings(
        "1080p", fps, aspect, theme, "mov" if transparent else "mp4", transparent, seed, width
    )
    planned = plan_gifs(targets, options.parse_changes(changes), settings, request)
    with progress_view([job.shoot.source.name for job in planned.jobs], quiet=as_json) as view:
        made, errors = make_gifs(planned, view.notify)
    if as_json:
        found = [
            asdict(one)
            | {"path": str(one.path), "tried": [asdict(look) | {"size": size} for look, size in one.tried]}
            for one in made
        ]
        click.echo(json.dumps({"files": found, "errors": [str(error) for error in errors]}, indent=2))
    else:
        for one in made:
            click.echo(
                f"{one.path}: {write_size(one.size)}, {describe(one.look)}, {one.length:.1f} s, "
                f"SSIM {one.similarity:.4f}"
            )
        tell(errors)
    return exit_code(errors)
