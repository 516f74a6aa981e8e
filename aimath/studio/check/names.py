"""What an author would call the things on screen."""

from collections.abc import Mapping
from types import FrameType

from manim import Mobject

from aimath.studio.check.lettering import is_text, writing

_LONGEST = 40
_OF_MANIM = frozenset(
    {"mobjects", "foreground_mobjects", "moving_mobjects", "static_mobjects", "animations", "meshes"}
)
"""Attributes that every scene has."""
_GROUPS = frozenset({"Mobject", "VMobject", "Group", "VGroup"})
"""Classes that say nothing of what a thing is."""


class Names:
    """The variables of a lesson that hold mobjects, as they are met.

    A thing is called by what it says if it is text, else by the nearest variable that it is held by or part
    of, else by its class.
    """

    def __init__(self) -> None:
        self._names: dict[Mobject, str] = {}
        self._parents: dict[Mobject, Mobject] = {}

    def meet(self, frames: list[FrameType]) -> None:
        """Take note of the variables of a function that is running."""
        for frame in frames:
            for name, value in frame.f_locals.items():
                if name == "self":
                    self.meet_all(vars(value))
                else:
                    self._note(name, value)

    def meet_all(self, attributes: Mapping[str, object]) -> None:
        """Take note of the attributes of a scene."""
        for name, value in attributes.items():
            if name not in _OF_MANIM:
                self._note(f"self.{name}", value)

    def see(self, roots: tuple[Mobject, ...]) -> None:
        """Take note of what is part of what."""
        self._parents = {
            part: mobject for root in roots for mobject in root.get_family() for part in mobject.submobjects
        }

    def __call__(self, mobject: Mobject) -> str:
        """Return what an author would call a mobject."""
        kind = type(mobject).__name__
        if is_text(mobject):
            said = writing(mobject)
            short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
            return f"{kind} “{short}”" if short else kind
        holder: Mobject | None = mobject
        while holder is not None:
            if holder in self._names:
                name = self._names[holder]
                whole = type(holder).__name__
                return f"{name} ({whole})" if holder is mobject else f"{kind} in {name} ({whole})"
            holder = self._parents.get(holder)
        around = self._parents.get(mobject)
        while around is not None and type(around).__name__ in _GROUPS and around in self._parents:
            around = self._parents[around]
        return kind if around is None else f"{kind} in {type(around).__name__}"

    def _note(self, name: str, value: object) -> None:
        if isinstance(value, Mobject):
            self._names[value] = name
        elif isinstance(value, list | tuple) and len(value) < 100:
            for index, item in enumerate(value):
                if isinstance(item, Mobject):
                    self._names.setdefault(item, f"{name}[{index}]")
        elif isinstance(value, dict) and len(value) < 100:
            for key, item in value.items():
                if isinstance(item, Mobject):
                    self._names.setdefault(item, f"{name}[{key!r}]")
