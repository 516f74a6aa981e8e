"""Labels beside a picture, moved apart just as far as they must be."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def spread(wanted: ArrayLike, sizes: ArrayLike, low: float, high: float) -> NDArray[np.float64]:
    """Return places as close as can be to the wanted ones, where nothing overlaps, between low and high.

    The sum of squared moves is least: overlapping labels settle as a block around their common middle.

    Args:
        wanted: (n,) where the middles would like to be.
        sizes: (n,) how much room each takes.
        low: where the room begins.
        high: where the room ends.

    Example:
        >>> spread([1.0, 1.0, 5.0], [1.0, 1.0, 1.0], 0.0, 9.0).tolist()
        [0.5, 1.5, 5.0]

    Reference: M. J. Best and N. Chakravarti, "Active set algorithms for isotonic regression" (1990).
    """
    places, room = np.asarray(wanted, dtype=float), np.asarray(sizes, dtype=float)
    order = np.argsort(places, kind="stable")
    # Once the room that each takes is subtracted, they only have to stay in order.
    middles = np.cumsum(room[order]) - room[order] / 2
    blocks: list[list[float]] = []
    for place in places[order] - middles:
        blocks.append([place])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    settled = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
    found = np.empty_like(places)
    found[order] = np.clip(settled, low, max(low, high - room.sum())) + middles
    return found
