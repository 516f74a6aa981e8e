"""Many numbers as small coloured squares, in a few shapes: one for each colour."""

from typing import Self

import numpy as np
from manim import Mobject, VGroup, VMobject, config
from numpy.typing import ArrayLike, NDArray

from aimath.stage.changes import DIGITS, Step
from aimath.stage.colormaps import mix
from aimath.stage.grids.anchor import Anchor, Coordinates
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.grids.frames import FRAME_WIDTH, Frames
from aimath.stage.plots.paths import polyline
from aimath.stage.theme import Role, current_theme, theme_color

Region = tuple[range, range]
"""The rows and the columns of a rectangle of cells."""

LEVELS = 64
"""How many colours are told apart."""

# Three sides: a fill closes the fourth by itself, and what is not drawn takes no time.
_SIDES = polyline([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])[:, :2]


class PixelBlock(VGroup):
    """An array as pixels of colour that can change value and place, ten thousand at a time.

    Args:
        values: (m, n) the numbers.
        scale: their colours.
        width: width in scene units.
        height: height in scene units.

    Example:
        >>> block = PixelBlock(np.eye(3), scale=ColorScale.fitting([0, 1]), width=3.0, height=3.0)
        >>> block.centers[0].tolist()
        [-1.0, 1.0, 0.0]
    """

    def __init__(
        self, values: NDArray[np.float64], *, scale: ColorScale, width: float, height: float
    ) -> None:
        super().__init__()
        self.values, self.color_scale = values, scale
        self.size_share = 1.0
        self._anchor = Anchor(width=width, height=height)
        rows, columns = values.shape
        i, j = np.indices(values.shape).reshape(2, -1)
        self._places = np.stack([(j + 0.5) / columns, (i + 0.5) / rows], axis=-1)
        self._sizes = np.full((len(self._places), 2), (width / columns, height / rows))
        self._above = np.zeros(len(self._places), dtype=bool)
        self._layers, self._upper_layers = _layers(scale), _layers(scale)
        self._frames = Frames()
        self.add(self._anchor, *self._layers, *self._upper_layers, self._frames)
        self._draw()

    @property
    def centers(self) -> NDArray[np.float64]:
        """(m × n, 3) where each pixel is in the scene, row by row."""
        return self._anchor.to_scene(self._places)

    @property
    def sizes(self) -> NDArray[np.float64]:
        """(m × n, 2) width and height of each pixel in scene units."""
        return self._sizes * self._anchor.magnification

    def changed(self, values: NDArray[np.float64]) -> Step:
        """Return the step that takes every number to another."""
        start = self.values

        def step(share: float) -> None:
            self.values = values if share == 1 else start + share * (values - start)
            self._draw()

        return step

    def lift(self, above: NDArray[np.bool_]) -> None:
        """Draw some pixels (m × n,) above all others, from the next change on."""
        self._above = above

    def placed(self, centers: ArrayLike, sizes: ArrayLike) -> Step:
        """Return the step that moves every pixel; one whose new centre is not a number disappears."""
        start, start_sizes = self.centers, self._sizes
        end = np.asarray(centers, dtype=float)
        end_sizes = np.broadcast_to(sizes, start_sizes.shape) / self._anchor.magnification

        def step(share: float) -> None:
            self._places = self._anchor.from_scene(end if share == 1 else start + share * (end - start))
            self._sizes = start_sizes + share * (end_sizes - start_sizes)
            self._stand_around()
            self._draw()

        return step

    def highlighted(self, region: Region | None, accent: str | None = None, *, keep: bool = False) -> Step:
        """Return the step that frames a region: the frame in use moves there, unless it is kept too."""
        outline = None if region is None else self._outline(region, accent or theme_color(Role.HIGHLIGHT))
        return self._frames.moved(outline, keep=keep)

    def _outline(self, region: Region, accent: str) -> VMobject:
        inside = np.ravel_multi_index(np.ix_(*region), self.values.shape).ravel()
        # Half of the stroke would hide what is framed.
        low, high = self._bounds(inside, aside=0.005 * FRAME_WIDTH)
        outline = VMobject(stroke_color=accent, stroke_width=FRAME_WIDTH, fill_opacity=0)
        path = np.array([low, (high[0], low[1]), high, (low[0], high[1]), low])
        return outline.set_points_as_corners(self._anchor.to_scene(path))

    def _bounds(self, chosen: NDArray[np.int64], aside: float = 0.0) -> tuple[Coordinates, Coordinates]:
        """Return the shares of the upper left and lower right corner around some pixels."""
        lengths = np.linalg.norm([self._anchor.right, self._anchor.down], axis=1)
        around = (0.5 * self.sizes[chosen] + aside) / np.maximum(lengths, 1e-9)
        return (self._places[chosen] - around).min(axis=0), (self._places[chosen] + around).max(axis=0)

    def _stand_around(self) -> None:
        shown = np.flatnonzero(np.isfinite(self._places).all(axis=1))
        if len(shown):
            low, high = self._bounds(shown)
            self._anchor.reshape(low, high)
            self._places = (self._places - low) / (high - low)

    def _draw(self) -> None:
        levels = np.rint(self.color_scale.share(self.values.ravel()) * (LEVELS - 1))
        number = np.where(np.isfinite(self._places.sum(axis=1)), levels + LEVELS * self._above, 2 * LEVELS)
        # Sorted by their layers, the pixels of each one follow each other; what is not shown comes last.
        order = np.argsort(number.astype(np.uint8), kind="stable")
        ends = np.searchsorted(number[order], np.arange(2 * LEVELS + 1))
        order = order[: ends[-1]]
        centers = np.round(self._anchor.to_scene(self._places[order]), DIGITS)
        along = self._anchor.right / max(float(np.linalg.norm(self._anchor.right)), 1e-9)
        down = self._anchor.down / max(float(np.linalg.norm(self._anchor.down)), 1e-9)
        # Neighbours overlap by a pixel of the film, or the ground would shine through between soft edges.
        sizes = np.round(self.sizes[order], DIGITS) + config.frame_width / config.pixel_width
        # Every point of a pixel is its centre, and as much of its width and height as for any other pixel.
        points = np.tile(centers, len(_SIDES))
        points += sizes[:, :1] * np.outer(_SIDES[:, 0], along).ravel()
        points += sizes[:, 1:] * np.outer(_SIDES[:, 1], down).ravel()
        for layer, first, last in zip((*self._layers, *self._upper_layers), ends[:-1], ends[1:], strict=True):
            layer.set_points(points[first:last].reshape(-1, 3))


class _Layer(VMobject):
    """The pixels of one colour, which come out of the ground and go back into it by their colour.

    Half transparent they would show where they overlap.
    """

    def __init__(self, color: str) -> None:
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=color)
        self._ground = current_theme().background

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Take the colour at a moment of an animation from one state to another."""
        assert isinstance(mobject1, VMobject) and isinstance(mobject2, VMobject)
        super().interpolate_color(mobject1, mobject2, alpha)
        opacity = float(self.get_fill_opacity())
        ends = mobject1.get_fill_opacity(), mobject2.get_fill_opacity()
        if 0 < opacity < 1 and 0 in ends:
            self.set_fill(mix(self._ground, self.get_fill_color().to_hex(), opacity), opacity=1)
        return self


def _layers(scale: ColorScale) -> list[_Layer]:
    return [_Layer(scale.colors.hex(level / (LEVELS - 1))) for level in range(LEVELS)]
