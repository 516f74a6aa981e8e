"""What the code of a base mentions is found, however it is wrapped."""

from functools import cached_property

import pytest
from manim import Scene

from aimath.studio.filming.mentions import names_of


def wrapped(method):  # type: ignore[no-untyped-def]
    def inner(self):  # type: ignore[no-untyped-def]
        return method(self)

    return inner


class Base:
    def plain(self):  # type: ignore[no-untyped-def]
        return self.one()

    def inner(self):  # type: ignore[no-untyped-def]
        return [lambda each=each: each.two() for each in self.three]

    @property
    def read(self):  # type: ignore[no-untyped-def]
        return self.four

    @read.setter
    def read(self, value):  # type: ignore[no-untyped-def]
        self.five = value

    @cached_property
    def kept(self):  # type: ignore[no-untyped-def]
        return self.six

    @classmethod
    def of_class(cls):  # type: ignore[no-untyped-def]
        return cls.seven

    @staticmethod
    def of_none(film):  # type: ignore[no-untyped-def]
        return film.eight

    @wrapped
    def around(self):  # type: ignore[no-untyped-def]
        return self.nine


@pytest.mark.parametrize("name", ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
def test_a_name_that_any_method_mentions_is_found(name: str) -> None:
    assert name in set(names_of(Base))


def test_so_are_those_of_a_scene_of_manim() -> None:
    assert {"construct", "setup", "play", "renderer"} <= set(names_of(Scene))
