"""The film about gradient descent tells the truth for every learning rate."""

import sys
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from aimath.landscapes import LANDSCAPES
from aimath.stage import LiveNumber, Words, WorkedFormula, write_number
from aimath.stage.take import Take
from aimath.studio.check.moment import Moment
from aimath.studio.check.walk import walk
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.scene_files import load_scene
from aimath.studio.settings import FilmSettings
from tests.scenes.shoots import shoot_of, source_of

DRAFT = FilmSettings(quality="draft")


def take_of(section: str, **numbers: float | str) -> Take:
    return rehearse(shoot_of("gradient_descent", DRAFT, (section,), **numbers))


@cache
def scene() -> Any:
    return sys.modules[load_scene(source_of("gradient_descent")).__module__]


def said(take: Take) -> str:
    return " ".join(beat.text for beat in take.beats)


def iterates(learning_rate: float, start: float, steps: int) -> np.ndarray:
    """The walk on w², by its closed form."""
    return start * (1 - 2 * learning_rate) ** np.arange(steps + 1)


@pytest.mark.parametrize("learning_rate", [0.01, 0.15, 0.7, 1.05])
def test_the_numbers_of_the_first_steps_are_those_of_the_rule(learning_rate: float) -> None:
    take = take_of("one_step", learning_rate=learning_rate)
    walked = iterates(learning_rate, -2.6, 24)
    values = [seen.figure.value for seen in take.shown]
    for step in (0, 1, 2, 3, 24):
        assert np.isclose(values, walked[step], rtol=1e-9, atol=1e-12).any(), f"w after {step} steps"
        assert np.isclose(values, walked[step] ** 2, rtol=1e-9, atol=1e-12).any(), f"loss after {step} steps"
    assert np.isclose(values, 2 * walked[0]).any()
    before, after = (figure.value for figure in take.beats[4].figures)
    assert (before, after) == pytest.approx((walked[0], walked[1]))


def test_the_rule_shows_the_step_that_is_spoken_of_until_the_next_one_begins() -> None:
    walked = iterates(0.15, -2.6, 24)
    rules: dict[float, list[float]] = {}

    def look(moment: Moment) -> None:
        family = [part for mobject in moment.mobjects for part in mobject.get_family()]
        for rule in (part for part in family if isinstance(part, WorkedFormula)):
            live = (part for part in rule.get_family() if isinstance(part, LiveNumber))
            rules[moment.time] = [figure.value for part in live for figure in part.figures]

    film = walk(shoot_of("gradient_descent", DRAFT, ("one_step",)), look)
    spoken = film.take.beats[4]
    during = [rule for time, rule in rules.items() if spoken.start < time <= spoken.start + spoken.duration]
    assert during
    for rule in during:
        assert rule == pytest.approx([walked[1], walked[0], 0.15, 2 * walked[0]])


def test_where_a_step_leads_is_written_unlike_where_it_began() -> None:
    assert scene().walk(0.15, -2.6, 24).spec == ".2f"
    for start in (-3.0, -2.6, -1.0, -0.75, -0.5):
        for learning_rate in (*np.arange(0.001, 1.2, 0.001), 1.2):
            one = scene().walk(learning_rate, start, 6)
            before, after, *_ = one.trajectory.points[:, 0]
            assert write_number(before, one.spec) != write_number(after, one.spec), (start, learning_rate)


def test_a_tiny_step_is_told_and_shown_with_the_decimals_it_takes() -> None:
    take = take_of("one_step", learning_rate=0.001, start=-0.5)
    assert "from −0.500 to −0.499" in said(take)
    assert {"−0.500", "−0.499"} <= {seen.figure.text for seen in take.shown}


@pytest.mark.parametrize(
    ("learning_rate", "words"),
    [
        (0.002, "hardly come down"),
        (0.01, "still on its way down"),
        (0.15, "goes to nearly nothing"),
        (0.9, "goes to nearly nothing"),
        (1.0, "no lower than before"),
        (1.05, "no lower than before"),
    ],
)
def test_the_words_follow_what_the_learning_rate_does(learning_rate: float, words: str) -> None:
    assert words in said(take_of("one_step", learning_rate=learning_rate))


@pytest.mark.parametrize("steps", [6, 24, 60])
def test_the_words_about_the_ball_follow_how_far_it_came_down_and_how(steps: int) -> None:
    for learning_rate in (*np.arange(0.001, 1.2, 0.01), 1.0, 1.2):
        factor, words = 1 - 2 * learning_rate, scene().walk(learning_rate, -2.6, steps).ending
        left = factor ** (2 * steps)
        seen = learning_rate, left, words
        assert ("no lower than before" in words) == (abs(factor) >= 1), seen
        assert ("nearly nothing" in words) == (left < 0.04), seen
        assert ("too short" in words) == (factor > 0 and left > 0.04), seen
        assert ("too long" in words) == (-1 < factor < 0 and left > 0.04), seen
        assert ("hardly" in words) == (factor > 0 and left > 0.75), seen


def test_the_limit_is_two_over_the_curvature() -> None:
    take = take_of("stability")
    assert [figure.value for beat in take.beats for figure in beat.figures] == [2.0, 1.0]


@pytest.mark.parametrize("learning_rate", [0.01, 0.15, 1.05])
def test_our_learning_rate_is_among_the_three(learning_rate: float) -> None:
    values = [seen.figure.value for seen in take_of("learning_rates", learning_rate=learning_rate).shown]
    assert learning_rate in values
    assert any(value >= 1 for value in values if 0 < value < 2)


@pytest.mark.parametrize("steps", [6, 24, 40, 60])
def test_each_of_the_three_rates_goes_as_its_panel_is_said_to_go(steps: int) -> None:
    for ours in (*np.arange(0.001, 1.2, 0.01), 0.022, 0.031, 0.034, 0.97, 0.999, 1.0, 1.2):
        rates = scene().three_rates(ours, steps)
        creeping, right, large = (scene().walk(rate, -2.6, steps).verdict[0] for rate in rates)
        assert ours in rates
        assert creeping == "too slow", (ours, rates)
        assert right in {"settles", "overshoots, settles"}, (ours, rates)
        assert large in {"overshoots, slow", "never settles", "moves away"}, (ours, rates)
        assert rates[0] < rates[1] < rates[2]


@pytest.mark.parametrize(
    ("learning_rate", "words"),
    [
        (0.97, "Too large wastes it, too."),
        (0.15, "Too large never arrives."),
        (1.0, "Too large never arrives."),
    ],
)
def test_a_rate_that_arrives_late_is_not_said_to_arrive_never(learning_rate: float, words: str) -> None:
    assert words in said(take_of("learning_rates", learning_rate=learning_rate))


@pytest.mark.parametrize(
    ("learning_rate", "steps"), [(0.15, 24), (0.03, 60), (0.02, 60), (0.98, 24), (1.2, 6)]
)
def test_the_labels_of_the_rates_keep_apart(learning_rate: float, steps: int) -> None:
    rates = set(scene().three_rates(learning_rate, steps))
    labels: list[Words] = []

    def look(moment: Moment) -> None:
        family = [part for mobject in moment.mobjects for part in mobject.get_family()]
        words = [part for part in family if isinstance(part, Words)]
        labels[:] = [one for one in words if {figure.value for figure in one.figures} & rates]

    walk(shoot_of("gradient_descent", DRAFT, ("stability",), learning_rate=learning_rate, steps=steps), look)
    assert len(labels) == len(rates) == 3
    for one, other in combinations(labels, 2):
        gap = np.abs(one.get_center() - other.get_center())[:2]
        least = np.array([one.width + other.width, one.height + other.height]) / 2
        assert (gap > least).any(), (learning_rate, steps)


@pytest.mark.parametrize(
    ("learning_rate", "words"),
    [(0.01, "still on the slope"), (0.15, "comes to rest"), (1.05, "does not settle")],
)
def test_the_landscape_tells_the_same_story_as_the_curve(learning_rate: float, words: str) -> None:
    assert words in said(take_of("three_views", learning_rate=learning_rate))


def landing(landscape: str, learning_rate: float, steps: int) -> str:
    ground = scene().Ground(LANDSCAPES[landscape])
    return str(ground.landing(ground.descend(learning_rate, 2 * steps)))


@pytest.mark.parametrize(
    ("landscape", "learning_rate", "steps", "words"),
    [
        ("bumpy", 0.15, 24, "this valley is not the lowest"),
        ("bowl", 1.0, 24, "does not settle"),
        ("bowl", 0.95, 6, "still jumps to and fro"),
        ("bowl", 0.98, 24, "still jumps to and fro"),
        ("bowl", 0.5, 6, "the path is straight, and comes to rest at the bottom"),
        ("bowl", 1.2, 60, "does not settle"),
        ("himmelblau", 0.9, 6, "does not settle"),
        ("himmelblau", 0.1, 6, "still on the slope"),
    ],
)
def test_the_words_about_the_landscape_follow_how_the_walk_ended(
    landscape: str, learning_rate: float, steps: int, words: str
) -> None:
    assert words in landing(landscape, learning_rate, steps)


@pytest.mark.parametrize("name", ["himmelblau", "bumpy", "bowl"])
@pytest.mark.parametrize("steps", [6, 24, 60])
def test_a_walk_is_said_to_rest_where_the_next_steps_lead_nowhere(name: str, steps: int) -> None:
    land = LANDSCAPES[name]
    for learning_rate in (*np.arange(0.01, 1.2, 0.03), 1.2):
        ground = scene().Ground(land)
        taken = ground.descend(learning_rate, 2 * steps)
        words, end = ground.landing(taken), taken.points[-1]
        bend = ground.scale * land.hessian(end)
        to_the_bottom = np.linalg.solve(bend, ground.scale * land.gradient(end))
        if "comes to rest" in words:
            assert np.linalg.eigvalsh(bend)[0] > 0, (learning_rate, words)
            assert np.linalg.norm(to_the_bottom) < 0.15, (learning_rate, words)
            assert np.linalg.norm(taken.updates[-1]) < 0.1, (learning_rate, words)
            lowest = np.linalg.norm(land.minima - end, axis=1).min() < 0.2
            assert ("not the lowest" in words) != lowest, (learning_rate, words)
        else:
            assert np.linalg.norm(taken.gradients[-2:], axis=1).max() > 0.01, (learning_rate, words)
            if taken.updates[-1] @ taken.updates[-2] < 0:
                assert "overshoot" in words, (learning_rate, words)


def test_another_landscape_makes_another_film() -> None:
    usual = [seen.figure.value for seen in take_of("three_views").shown]
    bowl = [seen.figure.value for seen in take_of("three_views", landscape="bowl").shown]
    assert usual != bowl


def test_who_wins_the_race_is_what_the_walks_say() -> None:
    sentences = [beat for beat in take_of("race").beats if "First to lose" in beat.text]
    assert len(sentences) == 3
    assert "momentum, after 490 steps. In the end, Adam is lowest." in sentences[-1].text
    heavy = take_of("race", momentum=0.5)
    assert said(heavy) != said(take_of("race"))


def test_each_runner_of_a_race_shows_its_learning_rate() -> None:
    rates = {rate for _, of_runners, _ in scene().GROUNDS.values() for rate in of_runners}
    assert rates <= {seen.figure.value for seen in take_of("race").shown}
