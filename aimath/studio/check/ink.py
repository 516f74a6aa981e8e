"""Where the paint of a text lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.regions import Region
from aimath.studio.check.moment import Moment, Thing

_SOLID = 0.45


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
    opacity = drawn[..., 3].astype(float)
    strongest = opacity.max(initial=0.0)
    mask = opacity > _SOLID * strongest if strongest > 0 else np.zeros(opacity.shape, dtype=bool)
    return Ink(region, mask, int(text.pieces[-1]))
