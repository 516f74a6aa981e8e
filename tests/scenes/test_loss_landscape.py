"""The film about loss landscapes tells the truth about its line, its network, and what its numbers change."""

import sys
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from aimath.networks import unflatten
from aimath.stage.snippets import run_snippet
from aimath.stage.take import Take
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.scene_files import load_scene
from aimath.studio.settings import FilmSettings
from tests.scenes.shoots import lesson_named, shoot_of, source_of

DRAFT = FilmSettings(quality="draft")
CHANGED = {"points": 12, "noise": 0.1, "data_seed": 5}


@cache
def take_of(*sections: str, **numbers: float) -> Take:
    return rehearse(shoot_of("loss_landscape", DRAFT, sections, **numbers))


def film() -> Take:
    """Return the whole film with its own numbers."""
    return take_of()


@cache
def scene() -> Any:
    return sys.modules[load_scene(source_of("loss_landscape")).__module__]


def said(take: Take) -> str:
    return " ".join(beat.text for beat in take.beats)


def told(take: Take, words: str) -> list[float]:
    """Return the figures of the sentence with these words."""
    (beat,) = (beat for beat in take.beats if words in beat.text)
    return [float(figure.value) for figure in beat.figures]


def shown(take: Take) -> np.ndarray:
    return np.array([seen.figure.value for seen in take.shown])


def points(count: int = 8, noise: float = 0.7, seed: int = 19) -> tuple[np.ndarray, np.ndarray]:
    x = np.linspace(-1.5, 2.5, count)
    return x, 0.8 * x + 0.5 + noise * np.random.default_rng(seed).normal(size=count)


def mean_squared_error(x: np.ndarray, y: np.ndarray, w: float, b: float) -> float:
    return sum((w * u + b - v) ** 2 for u, v in zip(x, y, strict=True)) / len(x)


@pytest.mark.parametrize("numbers", [{}, CHANGED])
def test_the_losses_noted_at_the_stops_are_those_of_their_lines(numbers: dict[str, float]) -> None:
    take, (x, y) = (take_of("one_spot", **CHANGED), points(12, 0.1, 5)) if numbers else (film(), points())
    w, b = np.polyfit(x, y, 1)
    assert told(take, "points, and the simplest") == [len(x)]
    for across, up in ((-0.6, 0.5), (0.5, 0.32), (0.14, -0.42)):
        spot = w + 2.4 * across, b + 3.4 * up
        for value in (*spot, mean_squared_error(x, y, *spot)):
            assert np.isclose(shown(take), value).any(), (across, up)


@pytest.mark.parametrize("numbers", [{}, {"outlier": 0.5, "points": 3}])
def test_the_best_line_and_where_it_is_dragged_are_those_of_least_squares(numbers: dict[str, float]) -> None:
    take = film() if not numbers else take_of("every_spot", "data_make_the_ground", **numbers)
    outlier, (x, y) = numbers.get("outlier", 5.0), points(int(numbers.get("points", 8)))
    best = np.polyfit(x, y, 1)
    y_dragged = y + outlier * (x == x[-1])
    dragged = np.polyfit(x, y_dragged, 1)
    assert told(take, "best line") == pytest.approx(best)
    assert told(take, "Drag one point up") == [outlier]
    assert told(take, "The best slope was") == pytest.approx([best[0], dragged[0]])
    for line, targets in ((best, y), (dragged, y_dragged)):
        assert np.isclose(shown(take), mean_squared_error(x, targets, *line)).any()


def test_on_the_gutter_of_one_point_the_loss_is_nothing() -> None:
    x, y = points()
    gutter = scene().line_data(8, 0.7, 19).only(0).ground
    along = [(w, y[0] - w * x[0]) for w in (-3.0, 0.0, 2.0)]
    assert gutter.losses(np.array(along)) == pytest.approx([0, 0, 0], abs=1e-12)
    assert gutter.loss(np.array([0.0, y[0] + 2])) == pytest.approx(4)


@pytest.mark.parametrize(
    ("count", "noise", "seed"), [(8, 0.7, 19), (20, 1.5, 755), (10, 1.5, 3), (15, 1.5, 755)]
)
def test_the_ball_stays_on_the_map_along_the_gutter_and_where_two_gutters_cross(
    count: int, noise: float, seed: int
) -> None:
    lesson = scene().LossLandscape(
        numbers=scene().LossLandscapeNumbers(points=count, noise=noise, data_seed=seed)
    )
    data, (across, up) = lesson.data, lesson.window
    x, y = points(count, noise, seed)
    slopes, heights = data.gutter.T
    assert slopes * x[0] + heights == pytest.approx([y[0], y[0]])
    assert np.ptp(slopes) > 2
    for w, b in (*data.gutter, data.pair.best, data.lifted(6.0).best):
        assert across[0] < w < across[1]
        assert up[0] < b < up[1]


def test_the_map_of_quiet_data_reaches_as_far_for_all_of_them() -> None:
    assert scene().line_data(8, 0.7, 19).reach == pytest.approx([2.4, 3.4])


@pytest.mark.parametrize(("width", "count"), [(4, 33), (16, 321)])
def test_the_network_has_as_many_numbers_as_its_width_makes(width: int, count: int) -> None:
    run = scene().network_run(width, 15, 19)
    assert run.training.start.parameter_count == count == 1 + 4 * width + width**2
    assert run.training.losses[-1] < 0.1 * run.training.losses[0]


def test_the_random_directions_are_as_long_as_the_weights_of_each_unit() -> None:
    run = scene().network_run(16, 15, 19)
    for direction in run.random.plane.directions:
        moved = unflatten(direction, run.random.model)
        for own, move in zip(run.random.model.weights, moved.weights, strict=True):
            lengths = np.linalg.norm(move, axis=0) / scene().REACH
            assert lengths == pytest.approx(np.linalg.norm(own, axis=0))


def test_the_share_of_the_walk_in_the_slice_is_what_least_squares_leaves() -> None:
    take, run = film(), scene().network_run(16, 15, 19)
    for ground in (run.random, run.along):
        away = run.path - ground.plane.centre
        _, left_over, _, _ = np.linalg.lstsq(ground.plane.directions.T, away.T, rcond=None)
        share = 1 - left_over.sum() / (away**2).sum()
        assert np.isclose(shown(take), share).any()
    assert told(take, "of the walk lies in it") == pytest.approx([share])


@pytest.mark.parametrize(
    ("network", "sentence"),
    [((16, 15, 19), "hardly moves: this slice misses the way"), ((4, 764, 729), "only a part of the way")],
)
def test_the_first_slice_is_said_to_miss_the_way_only_if_it_does(
    network: tuple[int, int, int], sentence: str
) -> None:
    width, network_seed, data_seed = network
    numbers = {"width": width, "network_seed": network_seed, "data_seed": data_seed}
    take = film() if width == 16 else take_of("network_ground", "turn_the_slice", **numbers)
    run = scene().network_run(*network)
    captured = run.random.slice(path=run.path).captured
    assert np.isclose(shown(take), captured).any()
    assert ("misses the way" in sentence) == (captured < 0.1)
    assert sentence in said(take)


def test_the_slice_turns_from_the_random_plane_to_that_of_the_path() -> None:
    run = scene().network_run(16, 15, 19)
    captured = [run.between(share).slice(path=run.path).captured for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert all(before < after for before, after in pairwise(captured))
    assert (np.abs(run.along.slice(path=run.path).path) < 0.8).all()


def test_walkers_never_end_higher_than_they_start_and_are_counted_where_they_rest() -> None:
    take, run = film(), scene().network_run(16, 15, 19)
    starts, ends = (np.array([way[at] for way in run.ways]) for at in (0, -1))
    assert (run.random.losses(ends) < run.random.losses(starts)).all()
    seen = ends[(np.abs(ends) <= 1).all(axis=1)]
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=2) > 0.15
    first_of_their_place = [apart[k, :k].all() for k in range(len(seen))]
    assert sum(first_of_their_place) == 5
    assert 5 in shown(take)
    assert "different places" in said(take)


def test_on_the_ground_of_a_line_all_walkers_meet_at_the_least_squares_line() -> None:
    data = scene().line_data(8, 0.7, 19)
    ends = np.array([data.ground.walk(start)[-1] for start in data.best + scene().STARTS])
    assert np.abs(ends - np.polyfit(*points(), 1)).max() < 0.05


@pytest.mark.parametrize(
    ("network", "tour", "ending", "verdict"),
    [
        ((16, 15, 19), "roll into a worse one", "in different places", [5]),
        ((24, 999, 999), "leads back to the same valley", "Here they meet", [1]),
        ((16, 440, 474), "leads back to the same valley", "Those that stay in the picture meet", [1, 1]),
        ((16, 525, 647), "roll into a worse one", "in different places", [2, 3]),
    ],
)
def test_the_conclusion_follows_from_where_the_walkers_end(
    network: tuple[int, int, int], tour: str, ending: str, verdict: list[int]
) -> None:
    run = scene().network_run(*network)
    assert tour in scene().rugged(run)
    assert ending in scene().ending(run)
    assert [figure.value for figure in scene().verdict("the slice", run.ways).figures] == verdict


@pytest.mark.parametrize("stayed", [0, 1])
def test_walkers_that_left_the_picture_are_not_said_to_meet(stayed: int) -> None:
    run = scene().network_run(16, 15, 19)
    away = [np.array([[0.0, 0.0], [0.0, 2.0]])] * (len(run.ways) - stayed)
    scattered = scene().replace(run, ways=(*run.ways[:stayed], *away))
    assert "Hardly any stay" in scene().ending(scattered)
    figures = scene().verdict("the slice", scattered.ways).figures
    assert [figure.value for figure in figures] == [stayed, len(away)]


def test_a_network_that_is_not_good_enough_is_not_said_to_fit() -> None:
    run = scene().network_run(16, 15, 19)
    assert "until the curve fits" in scene().training_walk(run)
    unfinished = scene().replace(
        run, training=scene().replace(run.training, stopped=scene().Stopped.EPOCHS_USED_UP)
    )
    assert "fits" not in scene().training_walk(unfinished)


def test_changed_numbers_change_film_words_and_code() -> None:
    default, changed = film(), take_of("one_spot", **CHANGED)
    assert "8 points" in said(default)
    assert "12 points" in said(changed)
    assert not np.isin(shown(changed), shown(default)).all()
    lesson = lesson_named("loss_landscape")
    source = lesson.snippet(lesson.numbers_type(**CHANGED))
    assert "np.linspace(-1.5, 2.5, 12)" in source
    assert "default_rng(5)" in source
    assert "0.1 * rng" in source


def test_the_code_finds_the_best_line_to_within_its_grid() -> None:
    lesson = lesson_named("loss_landscape")
    printed = run_snippet(lesson.snippet(lesson.numbers_type()))
    found = [float(line.split()[1]) for line in printed.splitlines()]
    assert found == pytest.approx(np.polyfit(*points(), 1), abs=0.01)


@pytest.mark.parametrize(("seed", "differs"), [(19, False), (4, True)])
def test_the_film_says_so_when_the_code_prints_another_line_than_was_spoken_of(
    seed: int, differs: bool
) -> None:
    lesson = lesson_named("loss_landscape")
    printed = run_snippet(lesson.snippet(lesson.numbers_type(data_seed=seed)))
    w, b = np.polyfit(*points(seed=seed), 1)
    assert (printed.splitlines() != [f"w {w:.2f}", f"b {b:.2f}"]) == differs
    take = take_of("try_it", data_seed=seed)
    assert ("beside the best line" in said(take)) == differs
