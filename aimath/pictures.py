"""Pictures made of nothing but arithmetic: arrays of brightness that look like photographs."""

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count
from aimath.errors import ShapeError
from aimath.vectors import unit

WHITE = 255
"""The brightness of white; black is 0."""

_RADIUS, _HEIGHT, _HORIZON = 0.62, 0.08, -0.32  # In half sides of the picture, from its middle.


def lit_ball(side: int = 100, *, light: ArrayLike = (-0.55, 0.65, 0.6)) -> Array:
    """Return a photograph of a ball on a table, as brightness from 0 to 255.

    A point of the ball with outward direction n, lit from the direction l and seen from v, has the brightness

    0.06 + 0.74 max(0, n · l) + 0.3 max(0, n · h)⁴⁰   with h halfway between l and v, all of length 1

    and no last part where l and v are opposite, for then nothing is halfway.

    Args:
        side: rows and columns of the picture.
        light: where the light comes from: right, up, and towards the viewer.

    Returns:
        (side, side) whole numbers from 0 to 255, rows from the top.

    Raises:
        InputError: if the side is below 1, or the light comes from nowhere.
        ShapeError: if the light has not three numbers.

    Example:
        >>> picture = lit_ball()
        >>> picture.shape, float(picture.max())
        ((100, 100), 255.0)

    Source: J. F. Blinn, Models of Light Reflection for Computer Synthesized Pictures (1977).
    """
    source = as_array(light, "light", dimensions=1)
    if source.shape != (3,):
        raise ShapeError(f"light: expected three numbers, got shape {source.shape}")
    toward_light, toward_viewer = unit(source), np.array([0.0, 0.0, 1.0])
    at = (np.arange(as_count(side, "side")) + 0.5) / side * 2 - 1
    across, up = np.meshgrid(at, -at)
    x, y = across / _RADIUS, (up - _HEIGHT) / _RADIUS
    outward = np.stack([x, y, np.sqrt(np.clip(1 - x**2 - y**2, 0, 1))], axis=-1)
    facing = np.clip(outward @ toward_light, 0, 1)
    halfway = toward_light + toward_viewer
    shine = np.clip(outward @ unit(halfway), 0, 1) ** 40 if halfway.any() else 0.0
    ball = 0.06 + 0.74 * facing + 0.3 * shine
    edge = np.clip((1 - np.hypot(x, y)) / 0.03, 0, 1)
    room = _room(across, up, aside=-0.5 * float(toward_light[0]))
    return np.asarray(np.rint(WHITE * np.clip(edge * ball + (1 - edge) * room, 0, 1)))


def _room(across: Array, up: Array, *, aside: float) -> Array:
    """Return wall and table, with the shadow that lies this far to the right below the ball."""
    shadow = np.exp(-(((across - aside) / 0.55) ** 2 + ((up + 0.58) / 0.13) ** 2))
    table = 0.42 - 0.1 * (across + up) - 0.36 * shadow
    wall = 0.19 + 0.1 * up - 0.06 * across
    above = 1 / (1 + np.exp((_HORIZON - up) / 0.03))
    return np.asarray(above * wall + (1 - above) * table)
