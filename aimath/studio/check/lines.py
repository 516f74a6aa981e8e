"""Lines and words of a text, told from where its glyphs stand."""

import math

import numpy as np

from aimath.studio.captions import LINE
from aimath.studio.check.lettering import em_height
from aimath.studio.check.moment import Moment, Thing

PROSE = 5
"""Words from which a line is prose; a label has up to four."""

_WORD_GAP = 0.16
"""Room between two letters, in em, from which they belong to two words."""


def prose_lines(moment: Moment, text: Thing) -> int:
    """Return how many lines of prose a text has: none if all its lines are as short as labels.

    A narrow frame breaks a sentence into more lines without making it longer, so that no more are counted
    than there are lines of 42 characters in it.
    """
    words = words_in_lines(moment, text)
    if max(words, default=0) < PROSE:
        return 0
    characters = len(text.pieces) + sum(words) - 1
    return min(len(words), math.ceil(characters / LINE))


def words_in_lines(moment: Moment, text: Thing) -> list[int]:
    """Return how many words each line of a text has, from top to bottom."""
    boxes = moment.painting.boxes[text.pieces]
    em = em_height(text.mobject) * moment.painting.size[1] / moment.frame_height
    lines: list[list[np.ndarray]] = []
    for box in sorted(boxes, key=lambda box: float(box[1] + box[3])):
        middle = (box[1] + box[3]) / 2
        if lines and middle - np.mean([(b[1] + b[3]) / 2 for b in lines[-1]]) < 0.7 * em:
            lines[-1].append(box)
        else:
            lines.append([box])
    counts: list[int] = []
    for line in lines:
        line.sort(key=lambda box: float(box[0]))
        edge, words = line[0][2], 1
        for box in line[1:]:
            words += int(box[0] - edge > _WORD_GAP * em)
            edge = max(edge, box[2])
        counts.append(words)
    return counts
