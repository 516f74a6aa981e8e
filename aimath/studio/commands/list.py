"""`aimath list`: which lessons there are."""

import json
from typing import Any

import click

from aimath.studio.commands import options
from aimath.studio.commands.failures import exit_code, tell


@click.command("list")
@options.as_json
def list_lessons(as_json: bool) -> int:
    """Show each lesson with its sections, its length if rendered, and the numbers you may change."""
    from aimath.studio.catalogue import read_catalogue
    from aimath.studio.errors import FilmError
    from aimath.studio.listing import describe

    catalogue = read_catalogue()
    described = []
    broken = list(catalogue.broken.values())
    for lesson in catalogue.lessons.values():
        try:
            described.append(describe(lesson))
        except FilmError as error:
            broken.append(error)
    if as_json:
        click.echo(json.dumps(described, indent=2, ensure_ascii=False))
    else:
        _show(described)
    tell(broken)
    return exit_code(broken)


def _show(described: list[dict[str, Any]]) -> None:
    from aimath.stage.numbers import expectation

    for entry in described:
        length = f"  ({entry['length']:.0f} s)" if entry["length"] else ""
        click.echo(click.style(entry["name"], bold=True) + f"  {entry['title']}{length}")
        click.echo("  sections: " + ", ".join(section["name"] for section in entry["sections"]))
        for number in entry["numbers"]:
            click.echo(f"  {number['name']} = {number['default']}  ({expectation(number)}): {number['help']}")
