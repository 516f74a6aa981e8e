"""How much of a text there is to read."""

import math
import re

from aimath.studio.captions import LINE
from aimath.studio.check.lettering import em_height, writing
from aimath.studio.check.moment import Moment, Thing

PROSE = 5
"""Words from which a text is prose; a label has up to four."""

_WORD = re.compile(r"[^\W\d_]{2,}|\b[aAI]\b")


def prose_lines(moment: Moment, text: Thing) -> float:
    """Return how many lines of prose a text has: none if it is as short as a label.

    A narrow frame breaks a sentence into more lines without making it longer, so that no more are counted
    than there are lines of 42 characters in it.
    """
    said = writing(text.mobject)
    if len(_WORD.findall(said)) < PROSE:
        return 0.0
    return min(_lines(moment, text), max(1.0, len(said) / LINE))


def _lines(moment: Moment, text: Thing) -> int:
    """Return how many lines a text has, told from where its glyphs stand."""
    boxes = moment.painting.boxes[text.pieces]
    em = em_height(text.mobject) * moment.painting.size[1] / moment.frame_height
    count, last = 0, -math.inf
    for middle in sorted((boxes[:, 1] + boxes[:, 3]) / 2):
        count += middle - last > 0.6 * em
        last = middle
    return count
