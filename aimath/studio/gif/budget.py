"""Find the best look whose file fits into a size, from files that were written and measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aimath.studio.gif.looks import Look


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        look: the best look that fits; None if not even the last does.
        sizes: the size in bytes of every file that was tried, by look, in the order of trying.
    """

    look: Look | None
    sizes: dict[Look, int]


def best_that_fits(looks: Sequence[Look], most: int, size_of: Callable[[Look], int]) -> Search:
    """Return the first look whose file is not larger than `most`, trying few of them.

    New frames are drawn only if no look with the width and frame rate of the first one fits.

    Args:
        looks: from the best to the smallest.
        most: bytes that there may be.
        size_of: writes a file and returns its size in bytes.

    Example:
        >>> looks = [Look(width, 15) for width in (800, 700, 600, 500, 400)]
        >>> best_that_fits(looks, 600, lambda look: look.width).look.width
        600
    """
    sizes: dict[Look, int] = {}

    def fits(place: int) -> bool:
        look = looks[place]
        if look not in sizes:
            sizes[look] = size_of(look)
        return sizes[look] <= most

    if fits(0):
        return Search(looks[0], sizes)
    best = looks[0]
    same_frames = max(
        place for place, look in enumerate(looks) if (look.width, look.fps) == (best.width, best.fps)
    )
    too_large, small_enough = 0, same_frames
    if not fits(same_frames):
        too_large, small_enough = same_frames, len(looks)
    while small_enough - too_large > 1:
        middle = (too_large + small_enough) // 2
        if fits(middle):
            small_enough = middle
        else:
            too_large = middle
    return Search(looks[small_enough] if small_enough < len(looks) else None, sizes)
