from typing import Any, TypeAlias

from numpy.typing import NDArray

_Argument: TypeAlias = NDArray[Any] | float

def first_hits(*arguments: _Argument) -> int: ...
def grid_hits(*arguments: _Argument) -> None: ...
