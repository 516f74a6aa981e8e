"""Machines that would film something else are told apart."""

from pathlib import Path

import pytest

from aimath.studio.cluster.orders import EVERY_PLAY, Filming, Order
from aimath.studio.cluster.project import Project
from aimath.studio.cluster.versions import SOURCES, describe_machine, refuse_others
from aimath.studio.errors import UsageError
from aimath.studio.freshness.versions import COMPILED
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings


def test_a_machine_is_like_itself() -> None:
    here = describe_machine(["sklearn"])
    assert {"Python", "aimath", "manim", "numpy", "av", "libcairo", "libavcodec", "sklearn"} <= set(here)
    assert "absent" not in (here["sklearn"], here["manim"])
    refuse_others(here, {"tcp://a:1": describe_machine(here)})


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("numpy", "run pip install numpy=={here} there"),
        ("libcairo", "install the same there"),
        ("Python", "install the same there"),
        (SOURCES, "install the same checkout there"),
        (COMPILED, "install the same there"),
    ],
)
def test_what_differs_is_named_with_both_versions_and_how_to_mend_it(name: str, mend: str) -> None:
    here = describe_machine([])
    with pytest.raises(UsageError) as refused:
        refuse_others(here, {"tcp://a:1": here, "tcp://b:2": here | {name: "0.0.1"}})
    said = str(refused.value)
    assert said.startswith("worker tcp://b:2 is refused")
    assert "0.0.1" in said and here[name] in said and "\n" not in said
    assert mend.format(here=here[name]) in said


def test_a_worker_without_aimath_is_told_what_to_install() -> None:
    here = describe_machine([])
    with pytest.raises(UsageError, match="worker tcp://a:1 has no aimath .* install aimath"):
        refuse_others(here, {"tcp://a:1": ModuleNotFoundError("No module named 'aimath'")})


def test_a_worker_that_comes_late_is_held_to_the_same() -> None:
    source = SceneSource("small", Path("small.py"), "Small")
    order = Order(
        Shoot(source, FilmSettings(), {}),
        EVERY_PLAY,
        Project({}, "/", ()),
        describe_machine([]) | {"numpy": "0.0.1"},
    )
    filming = Filming(order, "tcp://late:1", "/nowhere", "/nowhere")
    with pytest.raises(UsageError, match="worker tcp://late:1 is refused: numpy is .* there and 0.0.1 here"):
        filming.run(lambda section, done, total: None)
