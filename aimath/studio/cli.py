"""The command line: each command parses, calls one function, and reports."""

import os
import select
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import shell_complete

from aimath import __version__
from aimath.errors import AimathError
from aimath.studio.commands import COMMANDS
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.whole_files import is_too_long, too_long

EXIT_INTERRUPTED = 130
_NAME = "aimath"
_COMPLETION = "_AIMATH_COMPLETE"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name=_NAME)
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
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _interrupted()
    except click.ClickException as error:
        click.echo(_one_line(error), err=True)
        return error.exit_code
    except AimathError as error:
        tell([error])
        return exit_code([error])
    except BrokenPipeError:
        # Whoever read our output has had enough, as `| head` does.
        if not _leave_unread_outputs():
            raise
        return 0
    except OSError as error:
        # Wherever somebody's name for a file is first looked for.
        if not is_too_long(error):
            raise
        mistake = too_long(str(error.filename))
        tell([mistake])
        return mistake.exit_code


def _run(arguments: list[str]) -> int:
    # Click's own `main` does the same, but keeps BrokenPipeError and EOFError to itself.
    if instruction := os.environ.get(_COMPLETION):
        return shell_complete(cli, {}, _NAME, _COMPLETION, instruction)
    with cli.make_context(_NAME, arguments) as context:
        result: Any = cli.invoke(context)
    return result if isinstance(result, int) else 0


def _leave_unread_outputs() -> bool:
    """Let the outputs that nobody reads any more lead nowhere, and return whether there are any."""
    outputs = select.poll()
    for number in (1, 2):
        outputs.register(number, 0)
    unread = [number for number, event in outputs.poll(0) if event & (select.POLLERR | select.POLLHUP)]
    # Python writes what is left as it ends.
    with Path(os.devnull).open("wb") as nowhere:
        for number in unread:
            os.dup2(nowhere.fileno(), number)
    return bool(unread)


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
    # The line that the terminal has begun with ^C ends first.
    click.echo("\naimath: stopped; nothing unfinished was left behind", err=True)
    return EXIT_INTERRUPTED
