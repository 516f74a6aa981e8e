"""The code that a film depends on is found from its source: all that is used, and no more than need be."""

from pathlib import Path

import pytest

from aimath.studio.freshness.kept_closures import KeptClosures
from aimath.studio.freshness.sources.modules import PACKAGE
from aimath.studio.freshness.sources.outlines import OutlineCache
from tests.studio.freshness.closures import SCENE, closure_in, write


def used_in(folder: Path) -> set[str]:
    """Return what counts, as "file: name", without import statements and the title."""
    return {
        f"{path.relative_to(folder).with_suffix('').as_posix()}: {name}"
        for path, names in closure_in(folder).digests.items()
        for name in names
        if name != "imports" and not name.startswith("title of")
    }


FILM = """
    import math

    from tools import double


    LENGTH = 3
    UNUSED = 4


    class Film:
        '''A film'''

        def construct(self):
            return double(LENGTH)


    class Other:
        def construct(self):
            return UNUSED
"""
TOOLS = """
    FACTOR = 2


    def double(x):
        return twice(x)


    def twice(x):
        return FACTOR * x


    def halve(x):
        return x / FACTOR
"""


def test_what_is_used_counts_through_modules_and_what_is_not_does_not(tmp_path: Path) -> None:
    write(tmp_path, film=FILM, tools=TOOLS)
    assert used_in(tmp_path) == {
        "film: Film",
        "film: Film.construct",
        "film: LENGTH",
        "tools: double",
        "tools: twice",
        "tools: FACTOR",
    }


@pytest.mark.parametrize(
    ("film", "used"),
    [
        ("import tools\nclass Film:\n    x = tools.double(1)", "twice"),
        ("import tools as t\nclass Film:\n    x = t.double(1)", "twice"),
        ("from tools import double as d\nclass Film:\n    x = d(1)", "twice"),
        (
            "class Film:\n    def f(self):\n        from tools import double\n        return double(1)",
            "twice",
        ),
        ("class Film:\n    def f(self):\n        import tools\n        return tools.double(1)", "twice"),
        ("from tools import double\nTABLE = {'d': double}\nclass Film:\n    x = TABLE", "twice"),
        ("from tools import double\nclass Base:\n    x = double\nclass Film(Base):\n    pass", "twice"),
        ("from tools import double\ndef deco(f):\n    return double\n@deco\nclass Film: pass", "twice"),
        ("from tools import double\nclass Film:\n    def f(self, x=double): pass", "twice"),
        ("from tools import double\nclass Film:\n    x: 'double'", "twice"),
        ("from tools import *\nclass Film: pass", "halve"),
        ("import tools\nclass Film:\n    x = getattr(tools, 'hal' + 've')", "halve"),
        ("import tools\nclass Film:\n    x = vars(tools)", "halve"),
        ("import tools\nALL = [tools]\nclass Film:\n    x = ALL", "halve"),
        ("import importlib\nclass Film:\n    x = importlib.import_module('tools')", "halve"),
        ("import sys\nimport tools\nclass Film:\n    x = sys.modules['tools']", "halve"),
        ("import pickle\nimport tools\nclass Film:\n    x = pickle.loads", "halve"),
        ("class Film:\n    code = '''\nimport tools\nprint(tools.halve(1))\n'''", "halve"),
        ("class Film:\n    code = '''\nfrom tools import halve\n'''", "halve"),
    ],
)
def test_what_is_used_in_any_way_counts(tmp_path: Path, film: str, used: str) -> None:
    write(tmp_path, film=film, tools=TOOLS)
    assert f"tools: {used}" in used_in(tmp_path)


@pytest.mark.parametrize(
    "tools",
    [
        "TABLE = {}\ndef take(f):\n    TABLE[f.__name__] = f\n    return f\n@take\ndef unnamed(): pass",
        "TABLE = {}\ndef unnamed(): pass\nTABLE['f'] = unnamed",
        "TABLE = []\ndef unnamed(): pass\nTABLE.append(unnamed)",
        "TABLE = []\ndef take(f):\n    TABLE.append(f)\ndef unnamed(): pass\n_ = take(unnamed)",
        "TABLE = []\ndef unnamed(): pass\n_ = TABLE.append(unnamed)",
        "TABLE = []\ndef unnamed(): pass\n_ = [TABLE.append(f) for f in [unnamed]]",
        "TABLE = []\ndef unnamed(): pass\n_ = list(map(TABLE.append, [unnamed]))",
        "TABLE = []\nclass Base:\n    def __init_subclass__(cls):\n        TABLE.append(cls)\n"
        "class unnamed(Base): pass",
        "class Meta(type): pass\nclass unnamed(metaclass=Meta): pass\nTABLE = []",
        "TABLE = []\nclass Take:\n    def __init__(self, f):\n        TABLE.append(f)\n"
        "def unnamed(): pass\n_ = Take(unnamed)",
        "TABLE = []\nif True:\n    def unnamed(): pass\n    TABLE.append(unnamed)",
        "TABLE = []\nclass Plain:\n    x = TABLE.append(1)\n    unnamed = 1",
        "class Base:\n    pass\nclass unnamed(Base): pass\ndef TABLE(): return Base.__subclasses__()",
        "from functools import singledispatch\n@singledispatch\ndef TABLE(x): pass\n"
        "@TABLE.register\ndef unnamed(x: int): pass",
        "TABLE = []\nclass Take:\n    def __set_name__(self, owner, name):\n        TABLE.append(owner)\n"
        "class unnamed:\n    x = Take()",
        "from plugins import Plugin\nTABLE = Plugin\nclass unnamed(Plugin): pass",
        "import atexit\nTABLE = 1\n@atexit.register\ndef unnamed(): pass",
        "TABLE = []\ndef unnamed(x=TABLE.append(1)): pass",
        "TABLE = []\ndef take(f): return list(map(f, [1]))\nunnamed = take(TABLE.append)",
        "TABLE = {}\nunnamed, TABLE['x'] = 1, 2",
        "TABLE = [1]\nunnamed = TABLE.pop()",
        "import numpy as np\nTABLE = 1\nunnamed = np.random.seed(1)",
        "TABLE = 1\nunnamed = open('x')",
        "def unnamed(): pass\ndef TABLE(): return globals()",
        "def unnamed(): pass\ndef TABLE(): return eval('unnamed')()",
    ],
)
def test_what_registers_itself_counts_though_nothing_names_it(tmp_path: Path, tools: str) -> None:
    write(tmp_path, film="from tools import TABLE\nclass Film:\n    x = TABLE", tools=tools)
    assert {"tools: unnamed", "tools: code of the module", "tools: Plain"} & used_in(tmp_path)


def test_a_module_that_only_runs_counts_with_what_it_does(tmp_path: Path) -> None:
    write(
        tmp_path, film="import setup_all\nclass Film: pass", setup_all="import patch", patch="print(1)\nX = 1"
    )
    assert "patch: code of the module" in used_in(tmp_path)
    assert "patch: X" not in used_in(tmp_path)


def test_values_made_by_harmless_calls_count_only_if_used(tmp_path: Path) -> None:
    tools = """
        from dataclasses import dataclass

        import numpy as np


        @dataclass(frozen=True)
        class Entry:
            name: str
            value: object


        def build(name):
            return Entry(name, lambda x: np.sin(x))


        class Gauge:
            @property
            def level(self):
                return 1

            @level.setter
            def level(self, level):
                pass


        GRID = np.linspace(0, 1, 5).tolist()
        ONE = build("one")
        TWO = Entry("two", lambda x: x.anything())
        TABLE = {entry.name: entry for entry in (ONE, TWO)}
    """
    write(tmp_path, film="from tools import ONE\nclass Film:\n    x = ONE", tools=tools)
    assert used_in(tmp_path) >= {"tools: ONE", "tools: build", "tools: Entry"}
    assert not used_in(tmp_path) & {"tools: TABLE", "tools: TWO", "tools: GRID", "tools: Gauge"}


@pytest.mark.parametrize(
    "film",
    [
        FILM + "\n    # a comment\n",
        FILM.replace("double(LENGTH)", "(double(\n                LENGTH,\n            ))"),
        FILM.replace("'''A film'''", "'''A film\n\n        And what it is about.\n        '''"),
        FILM.replace("def construct(self):", "def construct(self):\n            '''Say how.'''", 1),
        FILM.replace("UNUSED = 4", "UNUSED = 5"),
        FILM.replace("    import math", "    import cmath"),
        FILM.replace("class Other:", "class Another:"),
        FILM + "\n    if __name__ == '__main__':\n        print(1)\n",
        FILM + "\n    from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n        import tools\n",
    ],
)
def test_words_formatting_and_unused_code_change_nothing(tmp_path: Path, film: str) -> None:
    write(tmp_path, film=FILM, tools=TOOLS)
    before = closure_in(tmp_path).digests
    write(tmp_path, film=film)
    assert closure_in(tmp_path).digests == before


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("LENGTH = 3", "LENGTH = 5", {"LENGTH"}),
        ("'''A film'''", "'''Another film'''", {"title of Film"}),
        ("return double(LENGTH)", "return double(LENGTH) + 1", {"Film.construct"}),
        ("def construct(self):", "async def construct(self):", {"Film.construct"}),
        ("class Film:", "class Film(dict):", {"Film"}),
        ("import double", "import halve as double", {"imports"}),
    ],
)
def test_a_change_is_found_by_its_name(tmp_path: Path, old: str, new: str, changed: set[str]) -> None:
    write(tmp_path, film=FILM, tools=TOOLS)
    before = closure_in(tmp_path).digests[tmp_path / SCENE]
    write(tmp_path, film=FILM.replace(old, new, 1))
    after = closure_in(tmp_path).digests[tmp_path / SCENE]
    assert {name for name in after if before.get(name) != after[name]} == changed


def test_the_order_of_methods_counts(tmp_path: Path) -> None:
    one, other = "    def a(self): pass\n", "    def b(self): pass\n"
    write(tmp_path, film=f"class Film:\n{one}{other}")
    before = closure_in(tmp_path).digests
    write(tmp_path, film=f"class Film:\n{other}{one}")
    assert closure_in(tmp_path).digests != before


def test_the_order_of_statements_counts_where_a_name_is_bound_again(tmp_path: Path) -> None:
    write(tmp_path, film="X = 1\nY = X\nX = 2\nclass Film:\n    z = X, Y")
    before = closure_in(tmp_path).digests
    write(tmp_path, film="X = 1\nX = 2\nY = X\nclass Film:\n    z = X, Y")
    assert closure_in(tmp_path).digests != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from tools import double", "def double(x): return x"),
        ("from tools import *", "def double(x): return x"),
        ("from tools import double", "from others import double"),
        ("def double(x): return x", "def double(x): return -x"),
    ],
)
def test_the_order_counts_of_whatever_binds_one_name(tmp_path: Path, one: str, other: str) -> None:
    write(tmp_path, tools=TOOLS, others="def double(x): return 0")
    film = "class Film:\n    x = double(1)\n"
    write(tmp_path, film=f"{one}\n{other}\n{film}")
    before = closure_in(tmp_path).digests
    write(tmp_path, film=f"{other}\n{one}\n{film}")
    assert closure_in(tmp_path).digests != before


def test_docstrings_count_where_code_reads_them(tmp_path: Path) -> None:
    film = "from tools import double\nclass Film:\n    x = double.__doc__"
    write(tmp_path, film=film, tools="def double(x):\n    'Twice.'\n    return 2 * x")
    before = closure_in(tmp_path).digests
    write(tmp_path, tools="def double(x):\n    'Two times.'\n    return 2 * x")
    assert closure_in(tmp_path).digests != before


def test_a_file_that_is_not_python_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, film=FILM, tools="def double(:\n    pass")
    assert closure_in(tmp_path).broken == {tmp_path / "tools.py": "1: invalid syntax"}


def test_modules_that_import_each_other_are_no_trouble(tmp_path: Path) -> None:
    write(
        tmp_path,
        film="from a import f\nclass Film:\n    x = f",
        a="from b import f, g",
        b="from a import f\ng = f",
    )
    assert closure_in(tmp_path).digests


def test_packages_and_relative_imports_are_followed(tmp_path: Path) -> None:
    write(
        tmp_path,
        film="import kit.deep.inner\nclass Film:\n    x = kit.deep.inner.f()",
        kit__init="READY = print('hello')",
        kit__deep__init="",
        kit__deep__inner="from ..base import g\nfrom . import near\ndef f(): return g(near.h)",
        kit__deep__near="def h(): pass\ndef unused(): pass",
        kit__base="def g(x): return x\ndef unused(): pass",
    )
    assert used_in(tmp_path) == {
        "film: Film",
        "kit/__init__: READY",
        "kit/__init__: code of the module",
        "kit/deep/inner: f",
        "kit/deep/near: h",
        "kit/base: g",
    }


def test_words_that_may_be_files_and_libraries_are_told(tmp_path: Path) -> None:
    code = "import numpy as np\\nx = np.load('more.npy')\\n"
    write(
        tmp_path, film=f'import numpy\nimport json\nclass Film:\n    x = "data/points.csv"\n    y = "{code}"'
    )
    closure = closure_in(tmp_path)
    assert closure.words == {(tmp_path / SCENE, "data/points.csv"), (tmp_path / SCENE, "more.npy")}
    assert closure.libraries == {"numpy"}


def test_of_the_stage_only_what_a_lesson_names_counts(tmp_path: Path) -> None:
    write(tmp_path, film="from aimath.stage import Lesson, Words\nclass Film(Lesson):\n    x = Words")
    files = {path.name for path in closure_in(tmp_path).digests if path.is_relative_to(PACKAGE)}
    assert {"lesson.py", "text.py"} <= files
    assert not {"space.py", "trajectory.py", "optimizers.py"} & files


def test_closures_are_kept_until_something_that_they_come_from_changes(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    write(tmp_path, film=FILM, tools=TOOLS)

    def kept() -> KeptClosures:
        cache = tmp_path / "media" / "cache"
        return KeptClosures(tmp_path, (), cache, OutlineCache(cache / "outlines"))

    first = kept()
    found = first.of(tmp_path / SCENE, "Film")
    first.keep()
    assert kept()._kept == {f"{tmp_path / SCENE}:Film": found}
    write(tmp_path, tools=TOOLS.replace("FACTOR = 2", "FACTOR = 3"))
    assert kept()._kept == {}
    changed = kept()
    assert changed.of(tmp_path / SCENE, "Film") != found
    changed.keep()
    assert kept()._kept
    write(tmp_path, math="pi = 3")
    assert kept()._kept == {}
