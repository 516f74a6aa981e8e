"""Words at a place in space."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.lettering.text import TypesetMobject
from aimath.stage.planes.arrow import place_beside
from aimath.stage.plots.paths import Points
from aimath.stage.space.space import InSpace, Space3D

_GAP = 0.14  # In scene units.


class SpaceLabel(InSpace):
    """A typeset label beside a place in space, on the side that is turned away from the origin.

    It stays upright, keeps its size, and stays in the box of the space while the camera walks around.

    Args:
        space: what it is in.
        label: what is written.
        place: (3,) what it stands beside, in numbers of the space.

    Raises:
        ShapeError: if the place is not three finite numbers.

    Example:
        >>> from aimath.stage.lettering.text import Words
        >>> label = SpaceLabel(Space3D(width=6, height=5), Words("red"), [3, 1, 4])
        >>> label.middle.tolist()
        [3.0, 1.0, 4.0]
    """

    def __init__(self, space: Space3D, label: TypesetMobject, place: ArrayLike) -> None:
        super().__init__(space)
        self._place = np.asarray(place, dtype=float)
        if self._place.shape != (3,) or not np.isfinite(self._place).all():
            raise ShapeError(f"expected a place of three finite numbers, x, y and z, got {place!r}")
        self.label = label
        """What is written."""
        self.add(label)
        self.redraw()

    @property
    def middle(self) -> Points:
        """The place that it stands beside, in numbers of the space."""
        return self._place

    def redraw(self) -> Self:
        """Stand beside the place as the camera sees it now."""
        origin, place = self.space.project(np.stack([np.zeros(3), self._place]))[:, :2]
        place_beside(self.label, place, place - origin, _GAP * self.space.scaling)
        self.space.hold(self.label)
        return self
