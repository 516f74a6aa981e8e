"""`aimath new`: the beginning of a lesson."""

import click


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Write a small working lesson to scenes/NAME.py, with its golden frames, to start from."""
    from aimath.studio.new_lesson import write_lesson

    for path in write_lesson(name):
        click.echo(path)
