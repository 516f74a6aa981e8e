"""`aimath list`: which lessons there are."""

import json

import click

from aimath.studio.commands import options


@click.command("list")
@options.as_json
def list_lessons(as_json: bool) -> int:
    """Show each lesson with its sections, its length if rendered, and the numbers you may change."""
    from aimath.stage.numbers import expectation
    from aimath.studio.catalogue import read_catalogue
    from aimath.studio.listing import describe

    catalogue = read_catalogue()
    described = [describe(lesson) for lesson in catalogue.lessons.values()]
    for error in catalogue.broken.values():
        click.echo(f"aimath: {error}", err=True)
    status = 1 if catalogue.broken else 0
    if as_json:
        click.echo(json.dumps(described, indent=2, ensure_ascii=False))
        return status
    for entry in described:
        length = f"  ({entry['length']:.0f} s)" if entry["length"] else ""
        click.echo(click.style(entry["name"], bold=True) + f"  {entry['title']}{length}")
        click.echo("  sections: " + ", ".join(section["name"] for section in entry["sections"]))
        for number in entry["numbers"]:
            click.echo(f"  {number['name']} = {number['default']}  ({expectation(number)}): {number['help']}")
    return status
