"""The colours of x, y and z: calm, and apart from every role, so that a vector of any role can have them."""

from aimath.errors import InputError
from aimath.stage.theme import current_theme

_DARK = ("#F59AC1", "#C8D46E", "#A3B2FF")
_LIGHT = ("#B3286B", "#646E00", "#4150CC")


def component_color(axis: int) -> str:
    """Return the colour of a component: 0 for x, 1 for y, 2 for z.

    Raises:
        InputError: if there is no such component.

    Example:
        >>> component_color(0) != component_color(1)
        True
    """
    if axis not in (0, 1, 2):
        raise InputError(f"expected component 0, 1 or 2, got {axis}")
    return (_DARK if current_theme().name == "dark" else _LIGHT)[axis]
