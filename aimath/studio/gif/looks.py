"""How good an animated picture looks, from the best to the smallest: what a size budget chooses from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

FORMATS = ("gif", "webp", "apng", "avif")
"""Kinds of animated pictures, by the ending of their files."""

FEWEST_COLORS, MOST_COLORS = 4, 256

_SMALLEST_SHARE = 0.4
_NARROWEST = 160
_SLOWEST = 8


@dataclass(frozen=True)
class Look:
    """What costs bytes.

    Attributes:
        width: pixels from side to side.
        fps: frames a second.
        colors: how many colours there are, the transparent one included; None for all of them.
        dither: whether colours are mixed in gradients.
        keep: how far, in levels, a pixel may be from its colour to stay as it was in the frame before, where
            the palette has no colour that is exactly right.
        quality: of a lossy encoder, from 0 to 100; None to lose nothing, or where there is none.
    """

    width: int
    fps: int
    colors: int | None = None
    dither: bool = False
    keep: float = 0.0
    quality: int | None = None


def best_look(file_format: str, width: int, fps: int, colors: int | None) -> Look:
    """Return how a file looks when its size does not matter.

    Args:
        file_format: a name in `FORMATS`.
        width: pixels from side to side.
        fps: frames a second.
        colors: how many colours there may be; None for as many as the format has.
    """
    if file_format == "gif":
        return Look(width, fps, colors or MOST_COLORS, dither=True)
    if file_format == "avif":
        return Look(width, fps, quality=90)
    return Look(width, fps, colors)


def smaller_looks(best: Look, file_format: str) -> tuple[Look, ...]:
    """Return looks from the best down to the smallest that is still acceptable, each smaller than the last.

    What costs the eye least goes first: mixing of colours, then colours, then width, then frames a second.

    Example:
        >>> looks = smaller_looks(best_look("gif", 800, 15, 256), "gif")
        >>> [look.colors for look in looks[:4]], (looks[-1].width, looks[-1].fps)
        ([256, 256, 256, 128], (320, 8))
    """
    looks = [best]
    if file_format in ("gif", "apng"):
        looks += _fewer_colors(best)
    else:
        usual = (90, 80, 70, 60, 50, 40, 30) if file_format == "webp" else (75, 60, 50, 40, 30, 20)
        looks += [replace(best, quality=quality) for quality in usual]
    smallest = min(best.width, max(_NARROWEST, round(_SMALLEST_SHARE * best.width)))
    for share in (0.92, 0.85, 0.78, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, _SMALLEST_SHARE):
        looks.append(replace(looks[-1], width=max(smallest, round(share * best.width))))
    for share in (0.8, 2 / 3, 0.5):
        looks.append(replace(looks[-1], fps=min(best.fps, max(_SLOWEST, round(share * best.fps)))))
    if looks[-1].colors is not None:
        looks.append(replace(looks[-1], colors=min(looks[-1].colors, 32)))
    return tuple(dict.fromkeys(looks))


def _fewer_colors(best: Look) -> list[Look]:
    most = best.colors or MOST_COLORS
    plain = replace(best, dither=False, colors=most)
    levels: Sequence[tuple[int, float]] = (
        (256, 0.0),
        (256, 4.0),
        (128, 4.0),
        (96, 6.0),
        (64, 6.0),
        (48, 8.0),
    )
    return [replace(plain, colors=min(most, colors), keep=keep) for colors, keep in levels]
