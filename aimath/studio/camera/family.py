"""The mobjects that a frame shows, in the order in which they are drawn."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from manim.mobject.mobject import Mobject
from manim.utils.family import extract_mobject_family_members

_METHODS = ("get_family", "_iter_family", "family_members_with_points", "get_num_points")


def members_with_points(mobjects: Iterable[Mobject], *, use_z_index: bool) -> list[Mobject]:
    """Return every member of the mobjects' families that has points, each once, at its last place.

    It is what Manim's `extract_mobject_family_members` gives, found in one walk from the end.

    Args:
        mobjects: the mobjects of a scene.
        use_z_index: whether a higher z-index is drawn later.
    """
    mobjects = list(mobjects)
    found: list[Mobject] = []
    seen: set[Mobject] = set()
    try:
        for mobject in reversed(mobjects):
            if not mobject.submobjects and _walks_as_usual(mobject):
                if mobject not in seen:
                    seen.add(mobject)
                    found.append(mobject)
            else:
                found.extend(_family_from_the_end(mobject, seen, set()))
    except _UnusualFamilyError:
        return extract_mobject_family_members(mobjects, use_z_index, only_those_with_points=True)
    shown = [mobject for mobject in reversed(found) if len(mobject.points)]
    if use_z_index:
        shown.sort(key=_z_index)
    return shown


def _family_from_the_end(mobject: Mobject, seen: set[Mobject], above: set[Mobject]) -> Iterator[Mobject]:
    # Whoever was met before was met with the whole family, so there is nothing new below.
    if mobject in seen or mobject in above:
        return
    if not _walks_as_usual(mobject):
        raise _UnusualFamilyError
    above.add(mobject)
    for member in reversed(mobject.submobjects):
        if member.submobjects or not _walks_as_usual(member):
            yield from _family_from_the_end(member, seen, above)
        elif member not in seen:
            seen.add(member)
            yield member
    above.remove(mobject)
    seen.add(mobject)
    yield mobject


def _z_index(mobject: Mobject) -> float:
    return mobject.z_index


def _walks_as_usual(mobject: Mobject) -> bool:
    mobject_type: Any = type(mobject)
    return _class_walks_as_usual(mobject_type)


@cache
def _class_walks_as_usual(mobject_type: type[Mobject]) -> bool:
    return all(getattr(mobject_type, name) is getattr(Mobject, name) for name in _METHODS)


class _UnusualFamilyError(Exception):
    """A mobject tells its family in a way of its own."""
