"""`aimath status`: which films are fresh, and why the others are not."""

import json

import click

from aimath.studio.commands import options


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@options.as_json
def status(lessons: tuple[str, ...], as_json: bool) -> None:
    """Tell which films are fresh, and why the others are stale.

    A film is fresh if making it again would change nothing. Without LESSON it tells of every film in media,
    and of the lessons that were never filmed. Nothing is rendered.
    """
    from aimath.studio.freshness.film_states import FRESH, STALE, film_states
    from aimath.studio.freshness.staleness import summary

    states = film_states(lessons)
    if as_json:
        report = [
            {
                "name": state.name,
                "state": state.state,
                "film": None if state.film is None else str(state.film),
                "reasons": list(state.reasons),
            }
            for state in states
        ]
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
        return
    for state in states:
        if state.state == FRESH:
            click.echo(f"{state.name}: fresh: {state.film}")
        elif state.state == STALE and state.film is not None:
            click.echo(f"{state.name}: stale: {summary(state.reasons)} ({state.film.name})")
        else:
            click.echo(f"{state.name}: {summary(state.reasons)}")
