"""Laying one picture over another, with Pillow's arithmetic but only on the pixels that need it."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.camera.regions import Pixels

_OPAQUE = 255
_FEW = 0.05
"""Share of a picture; of more half transparent pixels than that, Pillow takes care faster."""
_PRECISION = 7


@dataclass(frozen=True, eq=False)
class Overlay:
    """A picture to lay over others.

    Attributes:
        pixels: (height, width, 4) the picture.
        solid: (height, width) where nothing shines through; None if that is everywhere.
        soft: rows and columns of the pixels that something shines through; None if it is left to Pillow.
        is_soft: whether it is left to Pillow, because there is too much of it.
    """

    pixels: Pixels
    solid: NDArray[np.bool_] | None
    soft: tuple[NDArray[np.intp], NDArray[np.intp]] | None
    is_soft: bool

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """Look at a picture once, to lay it over others many times."""
        # Opacity is the highest byte of a number: whole numbers are compared faster than every fourth byte.
        numbers = pixels.view("<u4")[..., 0]
        solid = numbers >= _OPAQUE << 24
        if solid.all():
            return cls(pixels, None, None, is_soft=False)
        soft = (numbers >= 1 << 24) ^ solid
        if np.count_nonzero(soft) > _FEW * soft.size:
            return cls(pixels, solid, None, is_soft=True)
        down, across = np.divmod(np.flatnonzero(soft), soft.shape[1])
        return cls(pixels, solid, (down, across), is_soft=False)

    def lay(self, there: Pixels, rows: slice, columns: slice) -> None:
        """Lay a part of the picture over pixels.

        Args:
            there: the pixels, as many as there are in that part.
            rows: the rows of the part.
            columns: the columns of the part.
        """
        here = self.pixels[rows, columns]
        if self.solid is None:
            there[...] = here
        elif self.is_soft:
            below, above = Image.fromarray(np.ascontiguousarray(there)), Image.fromarray(here)
            there[...] = np.asarray(Image.alpha_composite(below, above))
        else:
            np.copyto(_whole(there), _whole(here), where=self.solid[rows, columns])
            if self.soft is not None:
                down, across = self.soft[0] - (rows.start or 0), self.soft[1] - (columns.start or 0)
                height, width = here.shape[:2]
                inside = (down >= 0) & (down < height) & (across >= 0) & (across < width)
                soft = down[inside], across[inside]
                there[soft] = _composite(there[soft], here[soft])


def _composite(below: Pixels, above: Pixels) -> Pixels:
    """Return (n, 4) what Pillow's `alpha_composite` makes of pixels that are not transparent."""
    under, over = below.astype(np.uint32), above.astype(np.uint32)
    opacity = over[:, 3] * _OPAQUE + under[:, 3] * (_OPAQUE - over[:, 3])
    share = over[:, 3] * (_OPAQUE * _OPAQUE << _PRECISION) // opacity
    mixed = over[:, :3] * share[:, np.newaxis]
    mixed += under[:, :3] * ((_OPAQUE << _PRECISION) - share)[:, np.newaxis]
    colors = _divided_by_255(mixed + (0x80 << _PRECISION)) >> _PRECISION
    return np.concatenate([colors, _divided_by_255(opacity + 0x80)[:, np.newaxis]], axis=1).astype(np.uint8)


def _divided_by_255(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return np.asarray(((numbers >> 8) + numbers) >> 8, dtype=np.uint32)


def _whole(pixels: Pixels) -> NDArray[np.uint32]:
    """Return pixels as one number each."""
    return pixels.view(np.uint32)[..., 0]
