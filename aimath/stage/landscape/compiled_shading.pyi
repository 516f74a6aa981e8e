from typing import Any

from numpy.typing import NDArray

def shade(*arguments: NDArray[Any] | float) -> None: ...
