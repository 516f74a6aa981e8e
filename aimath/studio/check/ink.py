"""Where the paint of a text lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.regions import Region
from aimath.studio.check.moment import Moment, Thing

_SOLID = 0.45
"""Share of the strongest paint."""


@dataclass(frozen=True, eq=False)
class Ink:
    """The pixels that a text paints.

    Attributes:
        region: left, top, right and bottom of the pixels looked at.
        mask: (height, width) which of them it paints.
        last: the place of its topmost piece among all that is drawn.
    """

    region: Region
    mask: NDArray[np.bool_]
    last: int

    @property
    def area(self) -> int:
        """How many pixels it paints."""
        return int(self.mask.sum())


def ink_of(moment: Moment, text: Thing, region: Region) -> Ink:
    """Return where a text paints, without its halo and the pixels that it only touches."""
    drawn = moment.painting.draw(text.pieces, region, on_ground=False, halos=False)
    return Ink(region, solid_paint(drawn[..., 3]), int(text.pieces[-1]))


def solid_paint(opacity: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which pixels are painted, and not only touched by an edge; none where nothing is.

    Example:
        >>> solid_paint(np.array([0, 60, 150, 200], dtype=np.uint8)).tolist()
        [False, False, True, True]
    """
    return np.asarray(opacity > _SOLID * float(opacity.max(initial=0)))
