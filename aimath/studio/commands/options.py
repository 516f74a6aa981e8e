"""Options that several commands share."""

from pathlib import Path

import click

from aimath.studio.settings import ASPECTS, FORMATS, HIGHEST_FPS, QUALITIES, THEME_NAMES

targets = click.argument("targets", nargs=-1, metavar="LESSON[:SECTION]...")
everything = click.option("--all", "everything", is_flag=True, help="Every lesson.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print a machine-readable result.")
quality = click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="1080p",
    show_default=True,
    help="Size of the picture; draft has 15 frames a second, the others 60.",
)
fps = click.option("--fps", type=click.IntRange(1, HIGHEST_FPS), help="Frames a second.")
aspect = click.option(
    "--aspect",
    type=click.Choice(list(ASPECTS)),
    default="16:9",
    show_default=True,
    help="Shape of the picture.",
)
theme = click.option(
    "--theme", type=click.Choice(THEME_NAMES), default="dark", show_default=True, help="Colours."
)
file_format = click.option(
    "-f",
    "--format",
    "file_format",
    type=click.Choice(FORMATS),
    default="mp4",
    show_default=True,
    help="Kind of file; png is the last frame, frames a folder with all of them.",
)
transparent = click.option(
    "--transparent", is_flag=True, help="Leave out the ground (webm, mov, png, frames)."
)
changes = click.option(
    "-s",
    "--set",
    "changes",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a number of the lesson (repeatable).",
)
seed = click.option("--seed", type=int, default=0, show_default=True, help="Where randomness starts.")
output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE-or-DIR", help="Where the result goes."
)
jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    help="Cores that film at a time, several films or one.  [default: all]",
)


def parse_changes(words: tuple[str, ...]) -> dict[str, str]:
    """Return the numbers to change, by name.

    Raises:
        click.BadParameter: if a word is not NAME=VALUE.

    Example:
        >>> parse_changes(("slope=2",))
        {'slope': '2'}
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise click.BadParameter(f"expected NAME=VALUE, got {word!r}", param_hint="--set")
        found[name.strip()] = value.strip()
    return found
