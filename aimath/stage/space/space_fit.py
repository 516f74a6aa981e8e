"""How large a space can be drawn in its box, so that it keeps its size while the camera walks around."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from aimath.stage.plots.coordinates import Range
from aimath.stage.plots.paths import Points
from aimath.stage.space.projection import View

_BAND = (10, 20, 30, 40)  # Elevations between which a space that is seen from all sides keeps its size.
_STEPS = 25


@dataclass(frozen=True)
class SpaceFit:
    """Where the picture plane of a space is in its box.

    Attributes:
        scale: length in the scene of 1 on the picture plane.
        across: what is in the middle of the box, from left to right.
        up: what is in the middle of the box, from bottom to top.
    """

    scale: float
    across: float
    up: float


def fit_all_around(view: View, room: Points) -> SpaceFit:
    """Return the fit for a camera that may walk all the way round.

    What counts is the whole floor, and above it the cylinder that stands on the floor.

    Args:
        view: from where the space is seen; only its elevation matters.
        room: (2,) width and height of the box.
    """
    lifts = view.elevation, *_BAND
    reaches = [_reach(replace(view, azimuth=0.0, elevation=float(lift))) for lift in lifts]
    scale = min(min(room[0] / 2 / right, room[1] / (top - bottom)) for right, bottom, top in reaches)
    return SpaceFit(float(scale), 0.0, float(sum(reaches[0][1:]) / 2))


def fit_walk(view: View, room: Points, azimuths: Range, places: Points) -> SpaceFit:
    """Return the fit for a camera that stays between two azimuths, where only some places count.

    Args:
        view: from where the space is seen; only its elevation matters.
        room: (2,) width and height of the box.
        azimuths: the lowest and highest azimuth, in degrees.
        places: (n, 3) what must be in the box, in numbers of the cube that a view projects.

    Example:
        >>> floor = np.array([[-1.0, -1.0, 0.0], [1.0, 1.0, 0.0]])
        >>> fit_walk(View(elevation=90), np.array([4.0, 4.0]), (0.0, 0.0), floor).scale
        2.0
    """
    low, high = azimuths
    bounds = []
    for azimuth in np.linspace(low, high, _STEPS if low < high else 1):
        seen = replace(view, azimuth=float(azimuth)).project(*places.T)
        bounds.append([seen.across.min(), seen.across.max(), seen.up.min(), seen.up.max()])
    left, right, bottom, top = np.array(bounds).T
    left, right, bottom, top = left.min(), right.max(), bottom.min(), top.max()
    scale = min(room[0] / max(right - left, 1e-9), room[1] / max(top - bottom, 1e-9))
    return SpaceFit(float(scale), float(left + right) / 2, float(bottom + top) / 2)


@lru_cache(maxsize=256)
def _reach(view: View) -> tuple[float, float, float]:
    """Return how far right, down and up a space reaches on the picture plane, seen from all sides."""
    angle = np.linspace(0, 2 * np.pi, 361)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    floor = view.project(np.sqrt(2) * circle[0], np.sqrt(2) * circle[1], 0.0)
    top = view.project(circle[0], circle[1], 1.0)
    right, up = np.concatenate([floor.across, top.across]), np.concatenate([floor.up, top.up])
    return float(right.max()), float(up.min()), float(up.max())
