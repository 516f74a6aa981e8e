"""An animation that moves numbers, and lets the mobject draw itself from them."""

from collections.abc import Callable
from types import MethodType
from typing import Any, TypeVar, cast

import numpy as np
from manim import Animation, Mobject, override_animate
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Animating = TypeVar("Animating", bound=Callable[..., Animation])


def animates(method: Callable[..., object]) -> Callable[[Animating], Animating]:
    """Mark a method as what `mobject.animate` plays for another method of the same class.

    Example:
        >>> from manim import VGroup, Wait
        >>> class Dial(VGroup):
        ...     def turn(self): ...
        ...     @animates(turn)
        ...     def _animate_turn(self, anim_args=None): return Wait(3.0)
        >>> Dial().animate.turn().build().run_time
        3.0
    """
    return cast(Callable[[Animating], Animating], override_animate(cast(MethodType, method)))


class Glide(Animation):
    """Moves the numbers behind a mobject from what they are when it begins to what they shall be.

    A point-by-point transform would bend a turning arrow and smear its digits; here every frame is drawn from
    numbers, so it is right at every moment.

    Args:
        mobject: what is drawn.
        get: returns its numbers now.
        put: draws it from other numbers.
        to: the numbers at the end.
        animation: run_time, rate_func and whatever else a Manim animation takes.

    Example:
        >>> from aimath.stage.live import LiveNumber
        >>> loss = LiveNumber(1.0, ".1f")
        >>> fall = Glide(loss, lambda: loss.value, lambda number: loss.set_value(float(number)), 0.0)
        >>> fall.begin()
        >>> fall.interpolate(1.0)
        >>> loss.value
        0.0
    """

    def __init__(
        self,
        mobject: Mobject,
        get: Callable[[], ArrayLike],
        put: Callable[[Numbers], object],
        to: ArrayLike,
        animation: dict[str, Any] | None = None,
    ) -> None:
        self._get, self._put, self._to = get, put, np.asarray(to, dtype=float)
        super().__init__(mobject, **{"suspend_mobject_updating": False, **(animation or {})})

    def begin(self) -> None:
        """Take the numbers as they are now for the start."""
        self._from = np.asarray(self._get(), dtype=float)
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Return an empty mobject: the start is kept as numbers, so no copy of the shapes is needed."""
        return Mobject()

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the mobject at `alpha` of the way."""
        share = self.rate_func(alpha)
        self._put((1 - share) * self._from + share * self._to)
