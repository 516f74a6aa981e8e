"""The errors that aimath raises on purpose, each a sentence that says how to mend what was wrong."""


class AimathError(Exception):
    """Base of every error that aimath raises on purpose."""


class InputError(AimathError, ValueError):
    """A value that cannot be taken: the message says what was expected, what came, and how to mend it."""


class ShapeError(InputError):
    """Arrays whose shapes do not fit each other or the operation."""
