"""Text that is too small to read."""

from collections.abc import Iterator

import numpy as np
from manim import Mobject, config

from aimath.studio.check.finding import Finding
from aimath.studio.check.lettering import em_height
from aimath.studio.check.moment import Moment

SMALLEST = 0.022
"""Share of the frame's height that an em of text has at least."""


def too_small(moment: Moment) -> Iterator[Finding]:
    """Find text at rest whose type is below 2.2% of the frame's height."""
    if not moment.rests or moment.zoomed:
        return
    seen: set[Mobject] = moment.film.memory.setdefault("too-small", set())
    for text in moment.texts:
        if text.mobject in seen:
            continue
        share = em_height(text.mobject) / float(config.frame_height)
        # Sizes are made by scaling, and come out a little below what was asked for.
        if share < 0.995 * SMALLEST:
            seen.add(text.mobject)
            size = np.floor(share * 1e4) / 100
            message = f"{text.name} has type of {size:g}% of the frame's height, below {SMALLEST:.1%}"
            yield moment.finding("too-small", message, (text,))
