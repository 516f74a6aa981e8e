"""The look of a lesson: colours by role, the type family, and which of the two themes is on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from aimath.errors import InputError

SANS = "Inter"
MONO = "JetBrains Mono"
MATH = "New Computer Modern Math"


class Role(StrEnum):
    """What a thing on screen is; the same role has the same colour in every lesson."""

    TEXT = "text"
    DATA = "data"
    PARAMETER = "parameter"
    PREDICTION = "prediction"
    TARGET = "target"
    ERROR = "error"
    GRADIENT = "gradient"
    HIGHLIGHT = "highlight"
    MUTED = "muted"


@dataclass(frozen=True)
class Theme:
    """Colours (hex, sRGB) for one ground.

    Attributes:
        name: "dark" or "light".
        background: the ground everything stands on.
        surface: the fill of cells and cards, a step away from the ground.
        grid: hairlines that must not compete: grids, separators, outlines at rest.
        roles: the colour of each role.
    """

    name: str
    background: str
    surface: str
    grid: str
    roles: Mapping[Role, str]

    def color(self, role: Role | str) -> str:
        """Return the colour of a role.

        Raises:
            InputError: if there is no such role.

        Example:
            >>> DARK.color("data") == DARK.color(Role.DATA)
            True
        """
        try:
            return self.roles[Role(role)]
        except ValueError:
            raise InputError(f"expected a role ({', '.join(Role)}), got {str(role)!r}") from None


DARK = Theme(
    name="dark",
    background="#0B111E",
    surface="#151D2E",
    grid="#33405A",
    roles=MappingProxyType(
        {
            Role.TEXT: "#F1F4FA",
            Role.DATA: "#4FA9E2",
            Role.PARAMETER: "#FFCF3F",
            Role.PREDICTION: "#A07CFF",
            Role.TARGET: "#B4F8BC",
            Role.ERROR: "#F2606C",
            Role.GRADIENT: "#12D9C6",
            Role.HIGHLIGHT: "#FFFFFF",
            Role.MUTED: "#93A0B8",
        }
    ),
)

LIGHT = Theme(
    name="light",
    background="#FBFAF7",
    surface="#EEEFF1",
    grid="#C3C9D4",
    roles=MappingProxyType(
        {
            Role.TEXT: "#172033",
            Role.DATA: "#0B57C4",
            Role.PARAMETER: "#7D5408",
            Role.PREDICTION: "#9932A8",
            Role.TARGET: "#1D7B3A",
            Role.ERROR: "#C70013",
            Role.GRADIENT: "#00665E",
            Role.HIGHLIGHT: "#000000",
            Role.MUTED: "#5A6579",
        }
    ),
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (DARK, LIGHT)})

_current: ContextVar[Theme] = ContextVar("aimath_theme", default=DARK)


def current_theme() -> Theme:
    """Return the theme that mobjects made now take their colours from."""
    return _current.get()


def set_theme(theme: Theme) -> None:
    """Make `theme` the one that mobjects made from now on take their colours from."""
    _current.set(theme)


@contextmanager
def use_theme(theme: Theme) -> Iterator[Theme]:
    """Use a theme for the mobjects made inside the `with` block.

    Example:
        >>> with use_theme(LIGHT):
        ...     current_theme().name
        'light'
    """
    token = _current.set(theme)
    try:
        yield theme
    finally:
        _current.reset(token)


def theme_color(role: Role | str) -> str:
    """Return the colour of a role in the current theme.

    Example:
        >>> with use_theme(DARK):
        ...     theme_color("error")
        '#F2606C'
    """
    return current_theme().color(role)
