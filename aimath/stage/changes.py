"""Methods that change a mobject at once, or over time through `.animate`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from manim import Animation, Mobject

Step = Callable[[float], None]
"""Shows a change after a share of its way: 0 is how things stood, 1 how they end."""

DIGITS = 13
"""Decimals, in scene units, that places are rounded to which are measured on a mobject that moves.

What is drawn must not depend on the steps in which it came there: rounding errors of every step add up.
"""

_Changed = TypeVar("_Changed", bound=Mobject)
_Parameters = ParamSpec("_Parameters")


class Change(Animation):
    """Carry a mobject through a change.

    Manim's own `.animate` blends a copy into the mobject, which leaves the values behind the picture as they
    were. A change acts on the mobject itself, and only on what it is about: several can play at once.

    Args:
        mobject: what changes.
        prepare: called when the animation begins; returns the step to play.
    """

    def __init__(self, mobject: Mobject, prepare: Callable[[], Step]) -> None:
        super().__init__(mobject, suspend_mobject_updating=False)
        self._changed = mobject
        self._prepare = prepare

    def begin(self) -> None:
        """Take the mobject as it stands now for the start of the change."""
        self._step = self._prepare()
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Return the mobject itself: a change needs no copy of it."""
        return self._changed

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the change at a moment between 0 and 1."""
        self._step(float(self.rate_func(alpha)))


def change(
    prepare: Callable[Concatenate[_Changed, _Parameters], Step],
) -> Callable[Concatenate[_Changed, _Parameters], _Changed]:
    """Turn a method that returns a `Step` into one that makes the change.

    Called directly it changes the mobject at once and returns it; through `.animate` it plays.

    Example:
        >>> class Slider(Mobject):
        ...     at = 0.0
        ...     @change
        ...     def slide(self, to: float) -> Step:
        ...         start = self.at
        ...         return lambda share: setattr(self, "at", start + share * (to - start))
        >>> Slider().slide(3.0).at
        3.0
        >>> slider = Slider()
        >>> animation = slider.animate.slide(3.0).build()
        >>> animation.begin()
        >>> animation.interpolate(0.5)
        >>> slider.at
        1.5
    """

    @wraps(prepare)
    def at_once(mobject: _Changed, /, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Changed:
        prepare(mobject, *args, **kwargs)(1.0)
        return mobject

    def over_time(
        mobject: _Changed, /, *args: Any, anim_args: dict[str, Any] | None = None, **kwargs: Any
    ) -> Animation:
        # Manim sets run_time and the like on the animation by itself, after this call.
        return Change(mobject, lambda: prepare(mobject, *args, **kwargs))

    at_once.__dict__["_override_animate"] = over_time
    return at_once


def together(steps: list[Step]) -> Step:
    """Return one step that takes all of these.

    Example:
        >>> together([print, print])(0.5)
        0.5
        0.5
    """

    def all_steps(share: float) -> None:
        for step in steps:
            step(share)

    return all_steps
