import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from aimath.stage.space.solids import TONES, solid_arrow, tones

FRONT = np.array([[1.0, 0, 0], [0, 0, 1], [0, 1, 0]])  # Right, up and forward of a camera that looks along y.
parts = st.floats(-3, 3)


def seen(end: np.ndarray):
    flat = FRONT * [[1], [1], [0]]
    return solid_arrow(np.zeros(3), end, lambda places: places @ flat.T, FRONT, 0.1, (0.5, 0.2))


@given(parts, parts, parts)
def test_the_cone_comes_to_a_point_at_the_tip(x: float, y: float, z: float) -> None:
    end = np.array([x, y, z])
    assume(np.linalg.norm(end) > 1)
    drawn = seen(end)
    cone, tip = drawn.cone[0], np.array([x, z, 0])
    assume(len(cone) > 0)
    assert np.linalg.norm(cone - tip, axis=1).min() < 1e-9
    assert np.linalg.norm(cone - tip, axis=1).max() <= np.hypot(0.5, 0.2) + 1e-9


def test_the_underside_of_the_cone_shows_only_from_behind() -> None:
    away, towards = seen(np.array([0.3, 2.0, 1.0])), seen(np.array([0.3, -2.0, 1.0]))
    assert away.points_away
    assert len(away.base) > 0
    assert not towards.points_away
    assert len(towards.base) == 0


def test_each_tone_covers_part_of_the_darker_one() -> None:
    drawn = seen(np.array([2.0, 0.5, 1.0]))
    for faces in (drawn.shaft, drawn.cone):
        sizes = [len(path) for path in faces]
        assert len(sizes) == TONES
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[-1] > 0


@given(st.floats(0, 6.28), st.floats(-1.4, 1.4))
def test_an_arrow_shows_its_own_color_from_every_side(turn: float, lift: float) -> None:
    end = 2 * np.array([np.cos(turn) * np.cos(lift), np.sin(turn) * np.cos(lift), np.sin(lift)])
    assume(np.hypot(end[0], end[2]) > 0.3)
    assert len(seen(end).shaft[2]) > 0


def test_no_vector_is_no_arrow() -> None:
    drawn = seen(np.zeros(3))
    assert all(len(path) == 0 for path in (*drawn.shaft, *drawn.cone, drawn.base))


def test_tones_run_from_shade_to_light() -> None:
    shades = tones("#4FA9E2", "#000000", "#FFFFFF")
    assert shades[2].upper() == "#4FA9E2"
    brightness = [sum(int(shade[i : i + 2], 16) for i in (1, 3, 5)) for shade in shades]
    assert brightness == sorted(brightness)
