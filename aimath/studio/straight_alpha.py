"""The colours of half-transparent pixels without the ground that Cairo mixed into them."""

import numpy as np

from aimath.studio.conversion import Frame


def straight_alpha(frame: Frame) -> Frame:
    r"""Return a frame whose colours are those of what was drawn, with nothing of the ground in them.

    Cairo draws over a ground of no opacity, whose colour $g$ stays in $c' = \alpha c + (1 - \alpha) g$; this
    gives $c$, and black where nothing was drawn.

    Args:
        frame: what Cairo drew, shape (height, width, 4).

    Reference:
        Porter and Duff (1984). Compositing digital images. SIGGRAPH '84.

    Example:
        >>> frame = np.array([[[11, 17, 30, 0], [133, 136, 142, 128]]], dtype=np.uint8)
        >>> straight_alpha(frame).tolist()
        [[[0, 0, 0, 0], [254, 254, 253, 128]]]
    """
    alpha = frame[..., 3]
    clear = frame[alpha == 0]
    if not len(clear):
        return frame
    share = alpha[..., np.newaxis] / 255
    drawn = frame[..., :3] - (1 - share) * clear[0, :3]
    colors = np.divide(drawn, share, out=np.zeros_like(drawn), where=share > 0)
    straight = frame.copy()
    straight[..., :3] = np.clip(np.round(colors), 0, 255)
    return straight
