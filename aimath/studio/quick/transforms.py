r"""Many transforms worked out together, with the numbers that Manim finds for one shape after the other.

The points of all shapes lie in one array, and so do their colours: a frame is one weighted sum of where they
start and where they go, $(1 - \alpha) S + \alpha E$, and each shape is handed its part of it.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from manim import Transform

from aimath.studio.quick.plain import is_plain_transform, moves_as_usual, walks_as_usual
from aimath.studio.quick.stacks import Own, Shares, Stack, can_be_stacked

_ARRAYS = {
    "points": 3,
    "fill_rgbas": 4,
    "stroke_rgbas": 4,
    "background_stroke_rgbas": 4,
    "sheen_direction": 3,
}
_NUMBERS = ("stroke_width", "background_stroke_width", "sheen_factor")
_numbers = itemgetter(*_NUMBERS)
_timing = itemgetter("_run_time", "rate_func", "lag_ratio", "reverse_rate_function")
_settings = itemgetter(
    "_run_time",
    "rate_func",
    "lag_ratio",
    "reverse_rate_function",
    "_path_func",
    "mobject",
    "starting_mobject",
    "target_mobject",
    "target_copy",
)


class Together:
    """Plain transforms, one after the other, that are worked out at once.

    What is laid out first is only true as long as nobody changes what they move between; `go_to` finds out.
    """

    def __init__(self, transforms: Sequence[Transform], members: Sequence[Sequence[Any]]) -> None:
        """Lay out what transforms move.

        Args:
            transforms: those that `together` found to be plain.
            members: of each shape: itself, where it starts, and where it goes, in turn for each transform.
        """
        self._transforms = transforms
        self._planned = [_settings(vars(transform)) for transform in transforms]
        self._shapes = [shape for shape, _, _ in members]
        self._owns, starts, ends = ([vars(part) for part in column] for column in zip(*members, strict=True))
        self._stacks = [Stack(name, starts, ends) for name in _ARRAYS]
        self._both = [*starts, *ends]
        self._numbers = [_numbers(own) for own in self._both]
        self._constants: list[Own] = []
        self._varying: list[tuple[int, str, float, float]] = []
        for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
            same = {name: start[name] for name in _NUMBERS if _is_same(start[name], end[name])}
            self._constants.append(same)
            self._varying += [(place, name, start[name], end[name]) for name in _NUMBERS if name not in same]
        families = [part.get_family() for each in transforms for part in each.get_all_mobjects()]
        self._family: list[Any] = list(dict.fromkeys(chain(*families)))
        self._parts = [list(member.submobjects) for member in self._family]
        moved = set(self._shapes)
        updated = [part.get_family() for each in transforms for part in each.get_all_mobjects_to_update()]
        self._updated: list[Any] = list(dict.fromkeys(chain(*updated)))
        self._empty = [member for member in self._family if member not in moved and not len(member.points)]
        self._clocks = self._find_clocks()
        self._is_set = False

    def __deepcopy__(self, memo: dict[int, Any]) -> None:
        """A copy of an animation has not begun."""

    def _find_clocks(self) -> list[tuple[Transform, int, Any]]:
        """Return one transform of all at the same pace, how many shapes it has, and where these are."""
        places: defaultdict[Any, list[Any]] = defaultdict(list)
        leaders: dict[Any, Transform] = {}
        first = 0
        for transform in self._transforms:
            count = len(transform.mobject.family_members_with_points())
            pace = (*_timing(vars(transform)), count)
            leaders.setdefault(pace, transform)
            places[pace].append(np.arange(first, first + count))
            first += count
        return [(leaders[pace], pace[-1], np.array(where)) for pace, where in places.items()]

    def go_to(self, *, time: float | None = None, alpha: float = 0.0, left_alone: bool = False) -> bool:
        """Move all shapes to where they are at a time.

        Args:
            time: in seconds since the play has begun; None if there is an alpha.
            alpha: how far the animations have come.
            left_alone: whether nobody else can have touched anything since this was first called.

        Returns:
            Whether that was done; not if somebody has changed what the transforms are.
        """
        if not (left_alone or self._is_as_planned()):
            return False
        is_set = left_alone and self._is_set
        shares = self._shares(time, alpha)
        for stack in self._stacks:
            if is_set and stack.is_constant:
                continue
            values, name = stack.at(shares), stack.name
            for own, place in zip(self._owns, stack.places, strict=True):
                own[name] = values[place]
        if not is_set:
            for own, same in zip(self._owns, self._constants, strict=True):
                own.update(same)
        for where, name, start, end in self._varying:
            share = shares if isinstance(shares, float) else shares[where]
            self._owns[where][name] = end if share == 1.0 else (1 - share) * start + share * end
        self._is_set = True
        return True

    def _shares(self, time: float | None, alpha: float) -> Shares:
        shares = np.empty(len(self._owns))
        for transform, count, where in self._clocks:
            come = alpha if time is None else time / transform.run_time
            if transform.lag_ratio == 0:
                share = float(transform.get_sub_alpha(come, 0, count))
                if len(self._clocks) == 1:
                    return share
                shares[where] = share
            else:
                shares[where] = [transform.get_sub_alpha(come, index, count) for index in range(count)]
        return shares

    def _is_as_planned(self) -> bool:
        return (
            [_settings(vars(transform)) for transform in self._transforms] == self._planned
            and [member.submobjects for member in self._family] == self._parts
            and not any([member.updaters for member in self._updated])
            and all([len(shape.points) for shape in self._shapes])
            and not any([len(member.points) for member in self._empty])
            and [_numbers(own) for own in self._both] == self._numbers
            and all(stack.is_held() for stack in self._stacks)
        )


def together(transforms: Sequence[Any], at_least: int) -> Together | None:
    """Return transforms that can be worked out together; None if they cannot, or if that is not worth while.

    Args:
        transforms: animations that have begun.
        at_least: how many shapes have to be moved.
    """
    if not all(map(is_plain_transform, transforms)):
        return None
    members: list[Any] = []
    for transform in transforms:
        families = [part.get_family() for part in transform.get_all_mobjects()]
        kinds: set[Any] = set(map(type, chain(*families)))
        if not all(map(walks_as_usual, kinds)) or any(member.updaters for member in chain(*families[1:])):
            return None
        moving = (transform.mobject, transform.starting_mobject, transform.target_copy)
        columns = [part.family_members_with_points() for part in moving]
        if len(set(map(len, columns))) != 1:
            return None
        members += zip(*columns, strict=True)
    is_moved_once = len({id(own) for own, _, _ in members}) == len(members)
    if len(members) < at_least or not is_moved_once or not all(map(_is_usual, members)):
        return None
    return Together(transforms, members)


def _is_usual(member: Any) -> bool:
    kinds: set[Any] = set(map(type, member))
    if not all(map(moves_as_usual, kinds)):
        return False
    own, start, end = map(vars, member)
    if not own.keys().isdisjoint({"interpolate", "interpolate_color"}):
        return False
    if not all(can_be_stacked(start.get(name), end.get(name), width) for name, width in _ARRAYS.items()):
        return False
    return all(type(side.get(name)) in (int, float, np.float64) for side in (start, end) for name in _NUMBERS)


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other
