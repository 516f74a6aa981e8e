"""Up to the end of a section, only what the sections so far use counts; too much rather than too little."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aimath.studio.freshness.closure import Closures
from aimath.studio.freshness.section_looks import section_looks
from aimath.studio.freshness.sources.graph import Graph
from aimath.studio.freshness.sources.outlines import OutlineCache
from tests.studio.freshness.closures import SCENE, write

SECTIONS = ("first", "second", "third")
FILM = """
    from tools import double, halve, section

    LENGTH = 3


    class Film:
        '''A film'''

        code = "x = 1"

        @section("Beginning")
        def first(self):
            return double(LENGTH)

        @section("Middle")
        def second(self):
            return self._aside() + self.third_of(3)

        def _aside(self):
            return halve(4)

        @section("End")
        def third(self):
            return self._last()

        def _last(self, x=LENGTH):
            return x

        def third_of(self, x):
            return x / 3
"""
TOOLS = """
    def double(x):
        return 2 * x


    def halve(x):
        return x / 2


    def section(title):
        return lambda method: method
"""


def looks_in(folder: Path, *base_names: str) -> dict[str, str]:
    closures = Closures(Graph(folder, OutlineCache(folder / "nowhere" / "cache")))
    return section_looks(closures, folder / SCENE, "Film", SECTIONS, {"library": {*base_names}})


def changed_by(
    folder: Path, old: str, new: str, *base_names: str, film: str = FILM, tools: str = TOOLS
) -> list[str]:
    """Return the sections that look different after an edit."""
    write(folder, film=film, tools=tools)
    before = looks_in(folder, *base_names)
    assert (film + tools).count(old) == 1
    write(folder, film=film.replace(old, new), tools=tools.replace(old, new))
    after = looks_in(folder, *base_names)
    return [section for section in SECTIONS if before[section] != after[section]]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("double(LENGTH)", "double(LENGTH) + 1", SECTIONS),
        ("LENGTH = 3\n", "LENGTH = 4\n", SECTIONS),
        ("2 * x", "3 * x", SECTIONS),
        ("x = 1", "x = 2", SECTIONS),
        ("'''A film'''", "'''Another film'''", SECTIONS),
        ('"End"', '"The end"', SECTIONS[2:]),
        ("x=LENGTH", "x=2 * LENGTH", SECTIONS[2:]),
        ("    def third_of", "    def fourth_of(self):\n            return 4\n\n        def third_of", ()),
        (
            "return x / 3",
            "return x / 3\n\n        @section('More')\n        def fourth(self):\n            pass",
            (),
        ),
        ("self._aside()", "2 * self._aside()", SECTIONS[1:]),
        ("halve(4)", "halve(5)", SECTIONS[1:]),
        ("x / 2", "x / 4", SECTIONS[1:]),
        ("x / 3", "x // 3", SECTIONS[1:]),
        ("return self._last()", "return -self._last()", SECTIONS[2:]),
        ("return x\n", "return -x\n", SECTIONS[2:]),
        ("return halve(4)", "return halve(4)  # a half", ()),
        ("return self._last()", "'''Say it.'''\n            return self._last()", ()),
    ],
)
def test_an_edit_changes_the_first_section_that_uses_it_and_those_after(
    tmp_path: Path, old: str, new: str, changed: tuple[str, ...]
) -> None:
    assert changed_by(tmp_path, old, new) == list(changed)


def test_a_method_that_a_base_may_call_counts_from_the_beginning(tmp_path: Path) -> None:
    for name in ("_last", "getattr"):
        assert changed_by(tmp_path, "return x\n", "return -x\n", name) == list(SECTIONS)


@pytest.mark.parametrize(
    "use",
    [
        "elsewhere()._last",
        "getattr(self, '_la' + 'st')",
        "vars(type(self))",
        "self.__getattribute__(chr(95))",
        "sections_of(type(self))",
        "'{0._last}'.format(self)",
    ],
)
def test_a_method_counts_where_anything_may_stand_for_it(tmp_path: Path, use: str) -> None:
    film = FILM.replace("double(LENGTH)", f"double(LENGTH), {use}")
    assert changed_by(tmp_path, "return x\n", "return -x\n", film=film) == list(SECTIONS)


@pytest.mark.parametrize("use", ["film._last()", "getattr(film, '_la' + 'st')", "inspect.getmembers(film)"])
def test_a_method_counts_as_soon_as_a_neighbour_in_use_may_call_it(tmp_path: Path, use: str) -> None:
    tools = TOOLS + f"\n\n    def called(film):\n        return {use}\n"
    assert changed_by(tmp_path, "return x\n", "return -x\n", tools=tools) == list(SECTIONS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def third_of", "shows = _last\n\n        def third_of"),
        ("def third_of", "shown = property(_last)\n\n        def third_of"),
        ("def _last", "@keep('last')\n        def _last"),
        ("def _last", "@tools.keep\n        def _last"),
        ("class Film:", "class Film(metaclass=Table):"),
        ("class Film:", "class Base:\n        def __init_subclass__(cls): pass\n\n\n    class Film(Base):"),
        ("class Film:", "class Other:\n        def of(self, film): return film._last()\n\n\n    class Film:"),
    ],
)
def test_a_method_counts_that_is_reached_in_another_way_than_by_its_name(
    tmp_path: Path, old: str, new: str
) -> None:
    assert FILM.count(old) == 1
    film = FILM.replace(old, new)
    assert changed_by(tmp_path, "return x\n", "return -x\n", film=film) == list(SECTIONS)


def test_a_neighbour_counts_though_the_first_section_is_inherited(tmp_path: Path) -> None:
    film = FILM.replace("def first", "def zeroth")
    tools = TOOLS + "\n\n    def called(film):\n        return film._last()\n"
    assert changed_by(tmp_path, "return x\n", "return -x\n", film=film, tools=tools) == list(SECTIONS)


def test_what_is_looked_at_twice_looks_the_same(tmp_path: Path) -> None:
    write(tmp_path, film=FILM, tools=TOOLS)
    closures = Closures(Graph(tmp_path, OutlineCache(tmp_path / "nowhere" / "cache")))
    looks = [section_looks(closures, tmp_path / SCENE, "Film", SECTIONS, {}) for _ in range(2)]
    assert looks[0] == looks[1]


def test_two_methods_of_one_name_count_both(tmp_path: Path) -> None:
    film = FILM.replace(
        "def _aside(self):",
        "@property\n        def side(self):\n            return 5\n\n"
        "        @side.setter\n        def side(self, value):\n            print(value)\n\n"
        "        def _aside(self):",
    ).replace("halve(4)", "self.side")
    assert changed_by(tmp_path, "return 5", "return 6", film=film) == list(SECTIONS[1:])
    assert changed_by(tmp_path, "print(value)", "print(-value)", film=film) == list(SECTIONS[1:])


METHODS = ("first", "second", "third", "f", "g", "h")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_of_lessons_made_at_random_an_edit_that_changes_a_section_changes_how_it_looks(
    tmp_path: Path, data: st.DataObject
) -> None:
    calls = {
        method: data.draw(st.lists(st.sampled_from(METHODS[number + 1 :]), max_size=2)) if number < 5 else []
        for number, method in enumerate(METHODS)
    }
    values = dict(zip(METHODS, (2**n for n in range(len(METHODS))), strict=True))

    def film(values: dict[str, int]) -> str:
        bodies = [
            f"    def {name}(self):\n        return "
            + " + ".join([str(values[name]), *(f"self.{other}()" for other in calls[name])])
            for name in METHODS
        ]
        return "\n".join(["class Film:", *bodies])

    def shown(values: dict[str, int]) -> dict[str, int]:
        space: dict[str, type] = {}
        exec(film(values), space)
        return {section: getattr(space["Film"](), section)() for section in SECTIONS}

    write(tmp_path, film=film(values))
    before, looked = shown(values), looks_in(tmp_path)
    edited = values | {data.draw(st.sampled_from(METHODS)): 1000}
    write(tmp_path, film=film(edited))
    after, looks = shown(edited), looks_in(tmp_path)
    so_far = False
    for section in SECTIONS:
        so_far = so_far or before[section] != after[section]
        assert (looked[section] != looks[section]) == so_far
