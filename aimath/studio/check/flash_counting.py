"""Count flashes as WCAG 2.3.1 does: pixel by pixel, on small frames that follow each other in time.

Reference: Web Content Accessibility Guidelines 2.2, success criterion 2.3.1 and its definition of the general
flash and red flash thresholds, https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SMALLEST_CHANGE = 0.1
"""Of relative luminance: a smaller change is no part of a general flash."""

DARKER_BELOW = 0.8
"""Relative luminance: where even the darker picture is brighter than this, nothing flashes."""

SATURATED_RED = 0.8
"""Share of red in a pixel's linear light from which on it is saturated red."""

CHROMATICITY_CHANGE = 0.2
"""Distance in the CIE 1976 chromaticity diagram: a smaller change is no part of a red flash."""

MOST_FLASHES = 3
"""In any one second; a flash is a pair of opposing changes."""

LARGEST_SHARE = 0.25
"""Of a field of ten degrees."""

TOGETHER = 0.1
"""Seconds: changes in one direction so close to each other are seen as one."""

SCREEN, FIELD = (1024, 768), (341, 256)
"""A screen in pixels, and the part of it that a field of ten degrees covers at a usual distance."""

TOO_MANY_CHANGES = 2 * (MOST_FLASHES + 1)
"""In any one second, to and fro: one flash more than there may be."""

_SLACK = 1e-6
# Of what has changed lately, what has to change now for all to seem to change at once.
_AT_ONCE = 0.8
# Below this, light is too weak for its colour to be seen as red.
_FAINT = 20 / 320
_RED_PRIMARY, _WHITE = np.array([0.4507, 0.5229]), np.array([0.1978, 0.4683])
_LINEAR = np.arange(256) / 255
_LINEAR = np.where(_LINEAR <= 0.04045, _LINEAR / 12.92, ((_LINEAR + 0.055) / 1.055) ** 2.4).astype(np.float32)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
_TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], dtype=np.float32
)


@dataclass(frozen=True)
class FlashSpan:
    """A stretch of film that flashes more often than it may.

    Attributes:
        kind: "general" or "red".
        start: when the first of the flashes begins, in seconds.
        end: when the last ends, in seconds.
        share: the largest part of a field of ten degrees that flashed at one time.
        box: left, top, right and bottom of what flashed then, as shares of the frame.
    """

    kind: str
    start: float
    end: float
    share: float
    box: tuple[float, float, float, float]


def relative_luminance(frame: Array) -> Array:
    """Return the relative luminance of each pixel of an sRGB frame, from 0 to 1.

    Args:
        frame: (h, w, 3 or more) uint8.

    Example:
        >>> relative_luminance(np.array([[[255, 255, 255], [0, 0, 0]]], dtype=np.uint8)).round(3).tolist()
        [[1.0, 0.0]]
    """
    return np.asarray(_LINEAR[frame[..., :3]] @ _LUMINANCE)


@dataclass(frozen=True)
class Fields:
    """All fields of ten degrees that a frame has, one for each place that they can be at.

    Attributes:
        size: height and width of the small frames that are looked at.
        frame: width and height of the film; it is shown as large as fits on the screen.

    Example:
        >>> float(Fields((72, 128), (1920, 1080)).shares(np.ones((72, 128))).max().round(2))
        1.01
    """

    size: tuple[int, int]
    frame: tuple[int, int]

    def shares(self, marked: Array) -> Array:
        """Return how much of each field is marked; marks below 0 count against those above."""
        down, across = self._extent
        sums = np.zeros((self.size[0] + 1, self.size[1] + 1))
        sums[1:, 1:] = marked.cumsum(axis=0).cumsum(axis=1)
        counts = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        shown = self._shown
        return np.asarray(
            counts * (shown[0] * shown[1] / (self.size[0] * self.size[1] * FIELD[0] * FIELD[1]))
        )

    def covered(self, chosen: Array) -> Array:
        """Return which pixels lie in one of the chosen fields."""
        down, across = self._extent
        edges = np.zeros((self.size[0] + 1, self.size[1] + 1), dtype=np.int32)
        rows, columns = chosen.shape
        edges[:rows, :columns] += chosen
        edges[down : down + rows, :columns] -= chosen
        edges[:rows, across : across + columns] -= chosen
        edges[down : down + rows, across : across + columns] += chosen
        return np.asarray(edges.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0)

    @property
    def _shown(self) -> tuple[float, float]:
        scale = min(SCREEN[0] / self.frame[0], SCREEN[1] / self.frame[1])
        return self.frame[0] * scale, self.frame[1] * scale

    @property
    def _extent(self) -> tuple[int, int]:
        (height, width), shown = self.size, self._shown
        down, across = round(FIELD[1] / shown[1] * height), round(FIELD[0] / shown[0] * width)
        return min(height, max(1, down)), min(width, max(1, across))


class FlashCounter:
    """Look at one frame after the other and note where the film flashes too often.

    Args:
        frame: width and height of the film in pixels; the frames looked at may be much smaller.
        changes: how many changes in one second are too many.
        smallest: the smallest change of relative luminance that counts.

    Example:
        >>> counter = FlashCounter((1920, 1080))
        >>> for k in range(10):
        ...     counter.look(k / 10, np.full((9, 16, 3), 255 * (k % 2), dtype=np.uint8))
        >>> [span.kind for span in counter.spans()]
        ['general']
    """

    def __init__(
        self, frame: tuple[int, int], *, changes: int = TOO_MANY_CHANGES, smallest: float = SMALLEST_CHANGE
    ) -> None:
        self._frame, self._changes, self._smallest = frame, changes, smallest
        self._fields: Fields | None = None
        self._general: _Reversals | None = None
        self._red: _RedChanges | None = None
        self._found: dict[str, list[FlashSpan]] = {"general": [], "red": []}

    def look(self, time: float, frame: Array) -> None:
        """Look at the frame that is shown from a moment on.

        Args:
            time: in seconds, later than that of the frame before.
            frame: (h, w, 3 or more) uint8, of one size for the whole film.
        """
        light = _LINEAR[frame[..., :3]]
        if self._fields is None or self._general is None or self._red is None:
            self._fields = fields = Fields((frame.shape[0], frame.shape[1]), self._frame)
            self._general = _Reversals(light @ _LUMINANCE, fields, self._changes, self._smallest)
            self._red = _RedChanges(light, fields, self._changes)
            return
        for kind, changes, changed in (
            ("general", self._general, self._general.look(time, light @ _LUMINANCE)),
            ("red", self._red, self._red.look(time, light)),
        ):
            if changed:
                self._note(kind, time, changes)

    def spans(self) -> list[FlashSpan]:
        """Return where the film flashes more often than three times in a second, over more than it may."""
        return sorted((span for found in self._found.values() for span in found), key=lambda span: span.start)

    def _note(self, kind: str, time: float, changes: "_Changes") -> None:
        often = changes.often(time)
        if self._fields is None or not often.any():
            return
        share = float(self._fields.shares(often).max())
        if share <= LARGEST_SHARE:
            return
        found = self._found[kind]
        rows, columns = (np.flatnonzero(often.any(axis=axis)) for axis in (1, 0))
        height, width = often.shape
        left, top = float(columns[0] / width), float(rows[0] / height)
        right, bottom = float((columns[-1] + 1) / width), float((rows[-1] + 1) / height)
        new = FlashSpan(kind, time - 1.0, time, share, (left, top, right, bottom))
        if found and new.start <= found[-1].end:
            last = found.pop()
            larger = max(last, new, key=lambda span: span.share)
            new = FlashSpan(kind, last.start, time, larger.share, larger.box)
        else:
            new = FlashSpan(kind, max(0.0, float(changes.first(often))), time, share, new.box)
        found.append(new)


class _Changes:
    """For each pixel, when it last changed so far that it counts, and together with others.

    Where something moves, some pixels become brighter while others become darker. They flash only where
    many do the same at a time, or all do something at once.
    """

    def __init__(self, fields: Fields, count: int) -> None:
        self._fields = fields
        self._times = np.full((count, *fields.size), -np.inf)
        # 1 where it rose last, -1 where it fell, 0 where neither; when that was; whether it may yet count.
        self._way = np.zeros(fields.size, dtype=np.int8)
        self._changed = np.full(fields.size, -np.inf)
        self._waiting = np.zeros(fields.size, dtype=bool)

    def often(self, time: float) -> Array:
        """Return which pixels have changed too often in the last second."""
        return np.asarray(self._times[0] >= time - 1.0 - _SLACK)

    def first(self, where: Array) -> float:
        """Return when the first of the changes that count now happened."""
        return float(self._times[0][where].min())

    def _note(self, rose: Array, fell: Array, time: float) -> bool:
        """Take note of changes, and return whether any counts now."""
        changed = rose | fell
        if not changed.any():
            return False
        self._way[rose], self._way[fell] = 1, -1
        self._changed[changed] = time
        self._waiting |= changed
        recent = self._changed >= time - TOGETHER
        self._waiting &= recent
        same = np.abs(self._fields.shares(np.where(recent, self._way, 0))) > LARGEST_SHARE
        now, lately = self._fields.shares(changed), self._fields.shares(recent)
        at_once = (now > LARGEST_SHARE) & (now > _AT_ONCE * lately)
        counted = self._waiting & self._fields.covered(same | at_once)
        if not counted.any():
            return False
        self._waiting &= ~counted
        self._times[:-1, counted] = self._times[1:, counted]
        self._times[-1, counted] = self._changed[counted]
        return True


class _Reversals(_Changes):
    """Changes of luminance to and fro."""

    def __init__(self, luminance: Array, fields: Fields, count: int, smallest: float) -> None:
        super().__init__(fields, count)
        self._least = smallest - _SLACK
        self._highest = luminance.copy()
        self._lowest = luminance.copy()

    def look(self, time: float, luminance: Array) -> bool:
        """Note which pixels turned around, and return whether any of that counts."""
        np.maximum(self._highest, luminance, out=self._highest)
        np.minimum(self._lowest, luminance, out=self._lowest)
        rose = (self._way <= 0) & (luminance - self._lowest >= self._least) & (self._lowest < DARKER_BELOW)
        fell = (self._way >= 0) & (self._highest - luminance >= self._least) & (luminance < DARKER_BELOW)
        fell &= ~rose
        changed = rose | fell
        self._highest[changed] = self._lowest[changed] = luminance[changed]
        return self._note(rose, fell, time)


class _RedChanges(_Changes):
    """Changes between saturated red and another colour."""

    def __init__(self, light: Array, fields: Fields, count: int) -> None:
        super().__init__(fields, count)
        self._chromaticity = np.broadcast_to(_RED_PRIMARY, (*fields.size, 2)).copy()
        self._is_red = np.zeros(fields.size, dtype=bool)
        self._is_red, _ = self._turned(light)

    def look(self, time: float, light: Array) -> bool:
        """Note which pixels became red or ceased to be, and return whether any of that counts."""
        became, ceased = self._turned(light)
        self._is_red = (self._is_red | became) & ~ceased
        return self._note(became, ceased, time)

    def _turned(self, light: Array) -> tuple[Array, Array]:
        red, green, blue = light[..., 0], light[..., 1], light[..., 2]
        is_red = (red >= SATURATED_RED * light.sum(axis=-1)) & (red - green - blue > _FAINT)
        if not is_red.any() and not self._is_red.any():
            return is_red, is_red
        chromaticity = _chromaticity(light)
        away = np.linalg.norm(chromaticity - self._chromaticity, axis=-1) > CHROMATICITY_CHANGE
        self._chromaticity[is_red] = chromaticity[is_red]
        return is_red & ~self._is_red, ~is_red & away & self._is_red


def _chromaticity(light: Array) -> Array:
    """Return u' and v' of the CIE 1976 diagram; black counts as white without light."""
    x, y, z = np.moveaxis(light @ _TO_XYZ.T, -1, 0)
    weight = x + 15 * y + 3 * z
    seen = weight > 1e-3
    safe = np.where(seen, weight, 1.0)
    found = np.stack([4 * x / safe, 9 * y / safe], axis=-1)
    return np.where(seen[..., None], found, _WHITE)
