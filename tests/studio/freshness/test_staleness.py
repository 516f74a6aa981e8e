"""Each kind of edit makes exactly the right films stale, and the reason says what it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from sysconfig import get_config_var

import av
import cairo
import pytest

from aimath.studio.freshness.staleness import summary
from tests.studio.course import edited, make_course, place_of, run_in, states_after

SMALL, WALK, DOTS = (f"media/{name}/{name}-draft.mp4" for name in ("small", "walk", "Dots"))
ALL = (SMALL, WALK, DOTS)
LESSONS = (SMALL, WALK)
RECORD = "media/small/small-draft.json"

Edit = Callable[[str], str]


def definition(name: str) -> Edit:
    return lambda source: edited(source, name)


def instead(old: str, new: str) -> Edit:
    def change(source: str) -> str:
        assert old in source
        return source.replace(old, new, 1)

    return change


def in_record(*path: str, to: object) -> Edit:
    def change(text: str) -> str:
        record = json.loads(text)
        place = record["fingerprint"]
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = to
        return json.dumps(record)

    return change


COMPILED = "aimath/studio/camera/gradient_blending.c"
MODULE = COMPILED.replace(".c", str(get_config_var("EXT_SUFFIX")))
FONT = "aimath/data/fonts/inter/Inter-Regular.otf"
FRESH: dict[str, tuple[str, Edit]] = {
    "nothing": ("elsewhere/late.py", lambda source: source),
    "a comment": ("scenes/small.py", lambda source: source + "# the end\n"),
    "formatting": (
        "scenes/small.py",
        instead("FadeIn(label), run_time=0.4", "FadeIn(\n label\n), run_time = .4"),
    ),
    "a docstring": ("aimath/optimizers.py", instead("Roll like a heavy ball", "Roll like a ball")),
    "the description": ("scenes/small.py", instead("It shows a word and a number.", "It shows two things.")),
    "an unused function": ("aimath/optimizers.py", definition("adamw")),
    "an unused function beside the scene": ("tools.py", definition("unused")),
    "another scene of the file": ("dots.py", definition("Unfilmed.construct")),
    "a mobject that nobody shows": (place_of("trajectory.py"), definition("TrajectoryPath.__init__")),
    "a command": ("aimath/studio/listing.py", definition("describe")),
    "a comment in what was imported by surprise": (
        "elsewhere/late.py",
        instead("to the right", "rightwards"),
    ),
    "an import that is not used": ("scenes/small.py", lambda source: "import math\n" + source),
}
STALE: dict[str, tuple[str, Edit, tuple[str, ...], str]] = {
    "a function": ("aimath/optimizers.py", definition("momentum"), (WALK,), "{file}: momentum changed"),
    "a helper of it": ("aimath/optimizers.py", definition("_share"), (WALK,), "{file}: _share changed"),
    "an entry of a table": (
        "aimath/functions.py",
        definition("FUNCTIONS"),
        (WALK,),
        "{file}: FUNCTIONS changed",
    ),
    "the stage": ("aimath/stage/lesson.py", definition("Lesson.play"), ALL, "{file}: Lesson.play changed"),
    "a mobject": (
        place_of("live.py"),
        definition("LiveNumber.set_value"),
        LESSONS,
        "LiveNumber.set_value changed",
    ),
    "the camera crew": (
        "aimath/studio/codecs.py",
        definition("codec_of"),
        ALL,
        "{file}: the code that films changed",
    ),
    "code that is compiled": (COMPILED, lambda source: source + "// the end\n", ALL, "{file} changed"),
    "a section": ("scenes/small.py", instead('"hello"', '"bye"'), (SMALL,), "{file}: Small.word changed"),
    "the title": (
        "scenes/small.py",
        instead("A small film", "A film"),
        (SMALL,),
        "{file}: title of Small changed",
    ),
    "a default": (
        "scenes/small.py",
        instead("number(0.5", "number(0.6"),
        (SMALL,),
        "{file}: SmallNumbers changed",
    ),
    "the snippet": ("scenes/small.py", instead("slope * 2", "slope * 3"), (SMALL,), "{file}: Small changed"),
    "a neighbour": ("tools.py", definition("place"), (DOTS,), "{file}: place changed"),
    "what was imported by surprise": ("elsewhere/late.py", instead("1", "2"), (DOTS,), "{file} changed"),
    "a file that was read": ("settings.json", instead("1", "2"), (DOTS,), "settings.json changed"),
    "a slip": ("tools.py", lambda source: "def place(:\n", (DOTS,), "tools.py:1: invalid syntax"),
    "a slip in the lesson": (
        "scenes/walk.py",
        lambda source: "class Walk(:\n",
        (WALK,),
        "scenes/walk.py:1: ",
    ),
    "other settings of Manim": ("manim.cfg", lambda source: "[CLI]\n", ALL, "manim.cfg is new"),
    "a truncated film": (SMALL, lambda source: source[:100], (SMALL,), "{file} is not as it was made"),
    "a library": (RECORD, in_record("versions", "numpy", to="1.0"), (SMALL,), "numpy was 1.0, is "),
    "the system's Cairo": (
        RECORD,
        in_record("versions", "libcairo", to="1.0"),
        (SMALL,),
        f"libcairo was 1.0, is {cairo.cairo_version_string()}",
    ),
    "the codecs": (
        RECORD,
        in_record("versions", "libavcodec", to="1.0"),
        (SMALL,),
        f"libavcodec was 1.0, is {'.'.join(map(str, av.library_versions['libavcodec']))}",
    ),
    "a library no longer used": (
        RECORD,
        in_record("versions", "jax", to="1.0"),
        (SMALL,),
        "jax was 1.0, is not used",
    ),
    "Python": (RECORD, in_record("versions", "Python", to="3.10"), (SMALL,), "Python was 3.10, is "),
    "an edit while filming": (RECORD, in_record("unsettled", to=["a.py"]), (SMALL,), "a.py was edited while"),
    "a record of another kind": (RECORD, in_record("code", to=None), (SMALL,), "does not say"),
    "a record of old": (
        RECORD,
        lambda text: text.replace('"fingerprint"', '"other"'),
        (SMALL,),
        "does not say",
    ),
}
MISSING = {
    "compiled code": (MODULE, SMALL, "compiled code was present, is absent"),
    "a neighbour": ("tools.py", DOTS, "tools.py is missing"),
    "a file that was read": ("settings.json", DOTS, "settings.json is missing"),
    "what was imported by surprise": ("elsewhere/late.py", DOTS, "elsewhere/late.py is missing"),
    "the scene": ("dots.py", DOTS, "dots.py is missing"),
    "the film": (SMALL, SMALL, f"{SMALL} is missing"),
    "captions": ("media/small/small-draft.srt", SMALL, "media/small/small-draft.srt is missing"),
    "a font": (FONT, SMALL, f"{FONT} is missing"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of which every film is fresh."""
    folder = tmp_path_factory.mktemp("course")
    make_course(folder)
    run_in(folder, "-m", "aimath", "render", "small", "walk", "dots.py:Dots", "-q", "draft", "-j", "2")
    return folder


@pytest.fixture(scope="module")
def states(course: Path) -> dict[str, dict[str, list[str]]]:
    """Why each film is stale after each edit."""
    edits: dict[str, dict[str, str | bytes | None]] = {
        f"missing {name}": {path: None} for name, (path, _, _) in MISSING.items()
    }
    for name, (path, edit, *_) in {**FRESH, **STALE}.items():
        file = course / path
        before = file.read_bytes().decode("utf-8", "surrogateescape") if file.exists() else ""
        edits[name] = {path: edit(before).encode("utf-8", "surrogateescape")}
    return states_after(course, edits)


@pytest.mark.parametrize("name", FRESH)
def test_what_changes_nothing_leaves_every_film_fresh(
    name: str, states: dict[str, dict[str, list[str]]]
) -> None:
    assert {film: states[name][film] for film in ALL} == {film: [] for film in ALL}


@pytest.mark.parametrize("name", STALE)
def test_an_edit_makes_exactly_the_films_stale_that_it_touches(
    name: str, states: dict[str, dict[str, list[str]]]
) -> None:
    file, _, films, reason = STALE[name]
    assert {film for film in ALL if states[name][film]} == set(films)
    for film in films:
        assert reason.format(file=file) in states[name][film][0]
        assert len(states[name][film]) == 1


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_named(name: str, states: dict[str, dict[str, list[str]]]) -> None:
    _, film, reason = MISSING[name]
    assert reason in states[f"missing {name}"][film]


def test_the_record_tells_what_was_read_and_run_though_no_code_names_it(course: Path) -> None:
    record = json.loads((course / "media/Dots/Dots-draft.json").read_text())
    told = record["fingerprint"]
    assert told["files"]["settings.json"]
    assert list(told["loaded"]) == ["elsewhere/late.py"]
    assert told["unsettled"] == []
    assert "manim" in told["versions"]
    assert told["code"]["tools.py"].keys() == {"place"}


def test_lessons_need_nothing_that_their_code_does_not_name(course: Path) -> None:
    for name in ("small", "walk"):
        record = json.loads((course / f"media/{name}/{name}-draft.json").read_text())
        told = record["fingerprint"]
        assert told["loaded"] == {}
        read = {file for file in told["files"] if "/fonts/" not in file and not file.endswith("manim.cfg")}
        assert read == {COMPILED}


def test_only_what_is_stale_is_filmed_again(course: Path, tmp_path: Path) -> None:
    shutil.copytree(course / "media" / "walk", tmp_path / "walk")
    render = ("-m", "aimath", "render", "small", "walk", "-q", "draft", "--json")
    films = {name: course / f"media/{name}/{name}-draft.mp4" for name in ("small", "walk")}
    before = {name: film.stat().st_mtime_ns for name, film in films.items()}
    source = course / "scenes" / "walk.py"
    text = source.read_text()
    source.write_text(text.replace("momentum(0.1)", "momentum(0.2)"))
    report = json.loads(run_in(course, *render).stdout)
    assert [one["name"] for one in report["films"]] == ["walk"]
    assert report["fresh"] == [{"name": "small", "film": "media/small/small-draft.mp4"}]
    assert films["small"].stat().st_mtime_ns == before["small"]
    assert films["walk"].stat().st_mtime_ns > before["walk"]
    source.write_text(text)
    shutil.copytree(tmp_path / "walk", course / "media" / "walk", dirs_exist_ok=True)
    assert json.loads(run_in(course, *render).stdout)["films"] == []


def test_many_reasons_become_one_line() -> None:
    reasons = tuple(f"a.py: f{number} changed" for number in range(5))
    assert summary(reasons) == "a.py: f0 changed; a.py: f1 changed; a.py: f2 changed; and 2 more"
    assert summary(reasons[:3]) == "a.py: f0 changed; a.py: f1 changed; a.py: f2 changed"
