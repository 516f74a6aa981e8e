from typing import Any, TypeAlias

from numpy.typing import NDArray

_Numbers: TypeAlias = tuple[float, ...]

def blend(
    pixels: NDArray[Any],
    mask: NDArray[Any],
    area: _Numbers,
    to_pixels: _Numbers,
    ends: _Numbers,
    first: _Numbers,
    last: _Numbers,
    /,
) -> None: ...
