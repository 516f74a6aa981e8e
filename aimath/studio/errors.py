"""What can go wrong in the studio, and the exit code each has on the command line."""

from aimath.errors import AimathError


class StudioError(AimathError):
    """Base of the studio's errors; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(StudioError):
    """Something the user asked for cannot be: the message says what was expected and how to mend it."""

    exit_code = 2


class FilmError(StudioError):
    """A film could not be finished: the message names the lesson, the section and the line."""


class EndOfProcess(SystemExit):
    """The studio itself ends this process; what else a scene raises is a failure of the scene."""
