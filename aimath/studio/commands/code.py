"""`aimath code`: a lesson's snippet."""

import click

from aimath.studio.commands import options
from aimath.studio.errors import UsageError


@click.command()
@click.argument("lesson")
@options.changes
def code(lesson: str, changes: tuple[str, ...]) -> None:
    """Print the NumPy code of a lesson, ready to run: aimath code LESSON | python -."""
    from aimath.studio.selection import select

    selection = select([lesson], options.parse_changes(changes))
    if selection.broken:
        raise selection.broken[0]
    (selected,) = selection.chosen
    if selected.lesson is None or not selected.lesson.code:
        raise UsageError(f"{lesson} has no code to print")
    click.echo(selected.lesson.snippet(selected.numbers))
