"""Where things go: regions of the frame that rearrange themselves for wide, square and upright frames."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

import numpy as np
from manim import Mobject, config

from aimath.errors import InputError

MARGIN = 0.05
"""Share of the frame that stays free on every side."""

CAPTION_BAND = 0.12
"""Share of the frame's height at the bottom that is left to captions."""

_GAP = 0.03
_ALIGNMENTS = {"left": -1, "right": 1, "top": 1, "bottom": -1, "center": 0}

Placed = TypeVar("Placed", bound=Mobject)


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in scene units.

    Attributes:
        x: middle, from left to right.
        y: middle, from bottom to top.
        width: from side to side.
        height: from bottom to top.
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> np.ndarray:
        """The middle as a point of the scene."""
        return np.array([self.x, self.y, 0.0])

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The top edge."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y - self.height / 2

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than high."""
        return self.width >= self.height

    def place(self, mobject: Placed, align: str = "center", *, shrink: bool = True) -> Placed:
        """Move a mobject into the region, and shrink it if it is larger.

        Args:
            mobject: what to place.
            align: where it touches: "center", or one or two of "left", "right", "top", "bottom".
            shrink: whether it may be made smaller to fit.

        Returns:
            The mobject itself.

        Raises:
            InputError: if `align` names no side.
        """
        if shrink:
            share = min(self.width / max(mobject.width, 1e-9), self.height / max(mobject.height, 1e-9))
            if share < 1:
                mobject.scale(share)
        x = y = 0
        for side in align.split():
            if side not in _ALIGNMENTS:
                raise InputError(f"expected sides out of {', '.join(_ALIGNMENTS)}, got {side!r}")
            if side in ("left", "right"):
                x = _ALIGNMENTS[side]
            elif side in ("top", "bottom"):
                y = _ALIGNMENTS[side]
        free_width, free_height = self.width - mobject.width, self.height - mobject.height
        mobject.move_to((self.x + x * free_width / 2, self.y + y * free_height / 2, 0.0))
        return mobject

    def columns(self, *shares: float, gap: float | None = None) -> "list[Region]":
        """Cut it into columns, from left to right, with widths in these proportions."""
        gap = _gap() if gap is None else gap
        return [
            Region(self.left + start + width / 2, self.y, width, self.height)
            for start, width in _cut(self.width, shares, gap)
        ]

    def rows(self, *shares: float, gap: float | None = None) -> "list[Region]":
        """Cut it into rows, from top to bottom, with heights in these proportions."""
        gap = _gap() if gap is None else gap
        return [
            Region(self.x, self.top - start - height / 2, self.width, height)
            for start, height in _cut(self.height, shares, gap)
        ]

    def split(self, *shares: float, gap: float | None = None) -> "list[Region]":
        """Cut it along its longer side: columns when it is wide, rows when it is upright."""
        return self.columns(*shares, gap=gap) if self.is_wide else self.rows(*shares, gap=gap)


@dataclass(frozen=True)
class Layout:
    """The regions of one frame.

    Attributes:
        aspect: "wide", "square" or "upright".
        safe: everything inside the margins and above the captions.
        title: one line at the top.
        content: everything between title and footer.
        main: the larger part of the content, for the subject.
        side: the smaller part, for what accompanies it: beside the main part, or below it.
        footer: one line for a formula or a sentence.
        caption: the band that stays free.
    """

    aspect: str
    safe: Region
    title: Region
    content: Region
    main: Region
    side: Region
    footer: Region
    caption: Region

    @property
    def without_footer(self) -> "Layout":
        """The same frame with content, main and side part reaching down to the captions."""
        bottom = self.footer.bottom
        content = _reaching_down(self.content, bottom)
        if self.aspect == "upright":
            gap = self.main.bottom - self.side.top
            main, side = content.rows(self.main.height, self.side.height, gap=gap)
        else:
            main, side = _reaching_down(self.main, bottom), _reaching_down(self.side, bottom)
        return replace(self, content=content, main=main, side=side)


def current_layout() -> Layout:
    """Return the layout of the frame that Manim is set to.

    Example:
        >>> current_layout().aspect
        'wide'
    """
    return layout_for(float(config.frame_width), float(config.frame_height))


def layout_for(width: float, height: float) -> Layout:
    """Return the layout of a frame of this size, in scene units.

    Example:
        >>> layout_for(8, 14.22).aspect
        'upright'
    """
    ratio = width / height
    aspect = "wide" if ratio > 1.2 else "square" if ratio > 0.8 else "upright"
    gap = _GAP * min(width, height)
    top, bottom = height * (0.5 - MARGIN), height * (CAPTION_BAND - 0.5)
    inner = width * (1 - 2 * MARGIN)
    safe = Region(0, (top + bottom) / 2, inner, top - bottom)
    title_height, footer_height = {"wide": (0.085, 0.105), "square": (0.08, 0.1), "upright": (0.055, 0.075)}[
        aspect
    ]
    title = Region(0, top - title_height * height / 2, inner, title_height * height)
    footer = Region(0, bottom + footer_height * height / 2, inner, footer_height * height)
    content_top, content_bottom = title.bottom - gap, footer.top + gap
    content = Region(0, (content_top + content_bottom) / 2, inner, content_top - content_bottom)
    if aspect == "upright":
        main, side = content.rows(0.56, 0.44, gap=gap)
    else:
        main, side = content.columns(*((0.62, 0.38) if aspect == "wide" else (0.56, 0.44)), gap=1.5 * gap)
    band = height * CAPTION_BAND
    return Layout(
        aspect, safe, title, content, main, side, footer, Region(0, -height / 2 + band / 2, width, band)
    )


def _reaching_down(region: Region, bottom: float) -> Region:
    return Region(region.x, (region.top + bottom) / 2, region.width, region.top - bottom)


def _gap() -> float:
    return _GAP * float(min(config.frame_width, config.frame_height))


def _cut(length: float, shares: Sequence[float], gap: float) -> list[tuple[float, float]]:
    if not shares or min(shares) <= 0:
        raise InputError(f"expected shares above 0 to cut a region by, got {shares}")
    free = length - gap * (len(shares) - 1)
    sizes = [free * share / sum(shares) for share in shares]
    starts = accumulate((size + gap for size in sizes[:-1]), initial=0.0)
    return list(zip(starts, sizes, strict=True))
