"""What a command says, and ends with, when something went wrong."""

from collections.abc import Sequence

import click

from aimath.errors import AimathError
from aimath.studio.errors import StudioError, UsageError


def tell(errors: Sequence[AimathError]) -> None:
    """Write each error as one line."""
    for error in errors:
        click.echo(f"aimath: {error}", err=True)


def exit_code(errors: Sequence[AimathError]) -> int:
    """Return what a command ends with: 0 if nothing went wrong, 2 if any of it is for the user to mend.

    Errors that are not the studio's own are about what the user gave: numbers, arrays, names.
    """
    codes = (error.exit_code if isinstance(error, StudioError) else UsageError.exit_code for error in errors)
    return max(codes, default=0)
