"""The command line: each command parses, calls one function, and reports."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from aimath import __version__
from aimath.errors import AimathError
from aimath.studio.commands import COMMANDS
from aimath.studio.commands.failures import exit_code, tell

EXIT_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aimath")
def cli() -> None:
    """Film the math of AI: lessons whose every number is computed, rendered to video."""


for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and turn every mistake into one clear line and an exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        result: Any = cli.main(
            args=None if arguments is None else list(arguments), prog_name="aimath", standalone_mode=False
        )
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        return _interrupted()
    except KeyboardInterrupt:
        return _interrupted()
    except click.ClickException as error:
        click.echo(_one_line(error), err=True)
        return error.exit_code
    except AimathError as error:
        tell([error])
        return exit_code([error])
    except BrokenPipeError:
        # Whoever read our output has had enough, as `| head` does.
        sys.stderr.close()
        return 0


def _one_line(error: click.ClickException) -> str:
    """Return what is wrong with the command line; whoever gives none is told what there is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    # Older versions of Click show the help by themselves.
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        return error.message
    message = " ".join(error.format_message().split()).rstrip(".")
    where = f"; see {context.command_path} --help" if context is not None else ""
    return f"aimath: {message[:1].lower()}{message[1:]}{where}"


def _interrupted() -> int:
    click.echo("aimath: stopped; nothing unfinished was left behind", err=True)
    return EXIT_INTERRUPTED
