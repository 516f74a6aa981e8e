from collections.abc import Iterator

import numpy as np
import pytest
from manim import FadeIn, Scene, VMobject, tempconfig

from aimath.errors import ShapeError
from aimath.stage.landscape.landscape import LandscapeSurface
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.contours import ContourMap
from aimath.stage.plots.trajectory import TrajectoryPath
from aimath.stage.theme import current_theme

SIDE = np.linspace(-2.0, 2.0, 64)
X, Y = np.meshgrid(SIDE, SIDE)
BOWL = X**2 + Y**2
RIDGE = np.exp(-8 * Y**2)
STEPS = np.array([[-1.6, 1.2], [-0.8, 0.6], [-0.4, 0.3], [-0.2, 0.15]])


@pytest.fixture(autouse=True)
def small_frame() -> Iterator[None]:
    with tempconfig({"pixel_width": 384, "pixel_height": 216, "frame_width": 14.22222, "frame_height": 8.0}):
        yield


def surface(z: np.ndarray = BOWL, **view: float) -> LandscapeSurface:
    return LandscapeSurface(SIDE, SIDE, z, width=8, height=6, **{"elevation": 45.0, **view})  # type: ignore[arg-type]


def contour_map(z: np.ndarray = BOWL) -> ContourMap:
    return ContourMap(SIDE, SIDE, z, width=6, height=6)


def middle(shape: VMobject) -> np.ndarray:
    return np.asarray(shape.get_center())


def test_the_ball_is_at_the_same_numbers_on_the_landscape_and_on_the_map() -> None:
    on_surface, on_map = TrajectoryPath(surface(), STEPS), TrajectoryPath(contour_map(), STEPS)
    for progress in (0.0, 0.5, 1.0, 2.75, 3.0):
        for path in (on_surface, on_map):
            path.set_progress(progress)
            assert np.allclose(middle(path.ball), path.ground.point(*path.position), atol=1e-9)
        assert np.allclose(on_surface.position, on_map.position)
    assert np.allclose(on_surface.position, STEPS[-1])


def test_between_two_steps_the_way_follows_the_surface() -> None:
    bowl = surface()
    path = TrajectoryPath(bowl, [[-1.5, 0.0], [1.5, 0.0]])
    x = np.linspace(-1.5, 1.5, 400)
    along_surface = bowl.point(x, 0 * x)
    distance = np.linalg.norm(path.trail.points[::4, None] - along_surface[None], axis=2).min(axis=1)
    assert distance.max() < 0.02
    straight = (bowl.point(-1.5, 0) + bowl.point(1.5, 0)) / 2
    assert np.linalg.norm(path.trail.points - straight, axis=1).min() > 0.3


def test_only_the_way_up_to_now_is_drawn_with_a_dot_for_each_step_taken() -> None:
    path = TrajectoryPath(contour_map(), STEPS)
    assert len(path.set_progress(0).trail.points) == 0
    assert len(path.dots.points) == 16
    path.set_progress(1.5)
    assert len(path.dots.points) == 32
    assert np.allclose(path.trail.points[-1], path.head)
    assert path.set_progress(99).progress == 3


def test_what_runs_behind_a_ridge_is_dashed_and_what_runs_before_it_is_solid() -> None:
    ridge = surface(RIDGE, azimuth=0, elevation=20)
    path = TrajectoryPath(ridge, [[0.0, -1.5], [0.0, 0.8]])
    solid = path.trail.points[:, 1]
    assert len(path.hidden.points) > 0
    assert len(path.ball.points) == 0
    assert np.isclose(path.trail.points[0], ridge.point(0, -1.5)).all()
    assert solid.max() <= ridge.point(0, 0.05)[1] + 0.05
    path.set_progress(0.4)
    assert len(path.hidden.points) == 0
    assert len(path.ball.points) == 16


def test_the_way_is_drawn_again_when_the_camera_moves() -> None:
    ridge = surface(RIDGE, azimuth=0, elevation=20)
    path = TrajectoryPath(ridge, [[0.0, -1.5], [0.0, 0.8]])
    ridge.set_view(azimuth=180)
    assert len(path.ball.points) == 16
    assert np.allclose(middle(path.ball), ridge.point(0, 0.8))
    ridge.set_heights(0 * RIDGE, z_range=(0, 1))
    assert len(path.hidden.points) == 0
    assert np.allclose(middle(path.ball), ridge.point(0, 0.8))


@pytest.mark.parametrize("make", [surface, contour_map])
def test_a_walk_that_leaves_is_cut_cleanly_at_the_border(make: object) -> None:
    ground = make()  # type: ignore[operator]
    walk = [[0.0, 0.0], [1.0, 1.0], [-4.0, 1.0], [40.0, 1e9], [np.inf, np.nan]]
    path = TrajectoryPath(ground, walk)
    assert path.inside.tolist() == [True, True, False, False, False]
    assert np.allclose(path.set_progress(2).trail.points[-1], ground.point(-2, 1), atol=1e-6)
    assert len(path.ball.points) == 0
    assert len(path.set_progress(1.5).ball.points) == 16
    corners = ground.point([-2, 2, 2, -2], [-2, -2, 2, 2])
    path.set_progress(4)
    assert np.isfinite(path.trail.points).all()
    assert path.trail.points[:, 0].max() <= corners[:, 0].max() + 0.5


def test_a_walk_that_comes_back_leaves_a_gap() -> None:
    flat = contour_map()
    path = TrajectoryPath(flat, [[0.0, 0.0], [3.0, 0.0], [3.0, 1.0], [0.0, 1.0]])
    ends = path.trail.points[3::4]
    jumps = np.linalg.norm(path.trail.points[4::4] - ends[:-1], axis=1) > 1e-6
    assert jumps.sum() == 1
    assert path.inside.tolist() == [True, False, False, True]


def test_an_arrow_of_learning_rate_times_negative_gradient_reaches_the_next_step() -> None:
    gradient = 2 * STEPS
    walk = np.array([STEPS[0] * 0.5**k for k in range(4)])
    for ground in (surface(), contour_map()):
        path = TrajectoryPath(ground, walk, directions=-2 * walk, direction_scale=0.25, ball=0.05)
        path.set_progress(0)
        target = ground.point(*walk[1])
        assert np.linalg.norm(path.arrow.points - target, axis=1).min() < 1e-6
    assert gradient.shape == walk.shape


def test_an_arrow_without_a_scale_only_shows_the_direction() -> None:
    flat = contour_map()
    short = TrajectoryPath(flat, STEPS, directions=[[1e-6, 0]] * 4).set_progress(1)
    long = TrajectoryPath(flat, STEPS, directions=[[50.0, 0]] * 4).set_progress(1)
    assert np.allclose(short.arrow.points, long.arrow.points)
    assert np.isclose(short.arrow.get_right()[1], short.head[1])
    resting = TrajectoryPath(flat, STEPS, directions=np.zeros((4, 2)))
    assert len(resting.arrow.points) == 0


def test_thousands_of_steps_stay_light() -> None:
    angle = np.linspace(0, 60, 4000)
    spiral = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.linspace(1.5, 0, 4000)[:, None]
    path = TrajectoryPath(contour_map(), spiral)
    assert len(path.dots.points) / 16 < 1500
    assert len(path.trail.points) / 4 < 13000


def test_of_steps_that_hardly_move_few_are_drawn() -> None:
    steps = np.stack([np.linspace(0, 1, 4000), np.zeros(4000)], axis=1)
    path = TrajectoryPath(contour_map(), steps)
    assert len(path.trail.points) / 4 < 500
    np.testing.assert_allclose(path.trail.get_start(), path.ground.point(0, 0), atol=1e-9)
    np.testing.assert_allclose(path.trail.get_end(), path.head, atol=1e-9)


def test_through_animate_the_ball_rolls_from_step_to_step() -> None:
    path = TrajectoryPath(contour_map(), STEPS).set_progress(0)
    roll = path.animate.set_progress(2).build()
    roll.begin()
    roll.rate_func = lambda share: share
    roll.interpolate(0.25)
    assert np.allclose(path.position, (STEPS[0] + STEPS[1]) / 2)
    roll.finish()
    assert path.progress == 2


def test_a_single_point_is_just_a_ball() -> None:
    path = TrajectoryPath(contour_map(), [[0.5, 0.5]])
    assert path.steps == 0
    assert len(path.trail.points) == 0
    assert np.allclose(middle(path.ball), path.ground.point(0.5, 0.5))


def test_a_copy_follows_the_same_landscape() -> None:
    bowl = surface()
    path = TrajectoryPath(bowl, STEPS)
    copied = path.copy()
    assert copied.ground is bowl
    bowl.set_view(azimuth=60)
    assert np.allclose(middle(copied.ball), bowl.point(*STEPS[-1]))


def test_it_rolls_while_the_camera_walks_in_a_plain_scene(tmp_path: object) -> None:
    class Both(Scene):
        def construct(self) -> None:
            bowl, flat = surface(), contour_map()
            self.paths = [TrajectoryPath(ground, STEPS).set_progress(0) for ground in (bowl, flat)]
            self.add(flat)
            self.play(FadeIn(bowl), FadeIn(self.paths[0]), run_time=0.2)
            self.add(self.paths[1])
            self.play(
                bowl.animate.set_view(azimuth=30),
                *(path.animate.set_progress(3) for path in self.paths),
                run_time=0.3,
            )

    settings = {"media_dir": str(tmp_path), "frame_rate": 10, "write_to_movie": False, "dry_run": True}
    with tempconfig(settings):
        scene = Both()
        scene.render()
    for path in scene.paths:
        assert path.progress == 3
        assert np.allclose(middle(path.ball), path.ground.point(*STEPS[-1]), atol=1e-6)
        assert path.ball.get_fill_opacity() == 1


def test_an_opaque_rim_tells_the_way_from_ground_of_any_colour() -> None:
    path = TrajectoryPath(surface(), STEPS)
    for line in (path.trail, path.hidden):
        assert line.get_stroke_opacity() == line.get_stroke_opacity(background=True) == 1
        assert line.get_stroke_width(background=True) > line.get_stroke_width() + 2
        assert line.get_stroke_color(background=True).to_hex() == current_theme().background
    on_axes = TrajectoryPath(Axes2D((-2, 2), (-2, 2), width=4, height=4), STEPS)
    assert on_axes.trail.get_stroke_width(background=True) == 0


def test_points_of_another_shape_are_refused() -> None:
    with pytest.raises(ShapeError, match="points"):
        TrajectoryPath(contour_map(), [1.0, 2.0, 3.0])
    with pytest.raises(ShapeError, match="directions"):
        TrajectoryPath(contour_map(), STEPS, directions=STEPS[:2])


def test_the_path_follows_when_the_axes_change_their_range() -> None:
    axes = Axes2D((-1, 1), (0, 1), width=4, height=3)
    path = TrajectoryPath(axes, [[0.0, 0.5], [2.0, 3.0], [4.0, 2.0]])
    axes.set_range((-5, 5), (0, 4))
    assert path.inside.all()
    assert np.allclose(path.head, axes.point(4.0, 2.0))
    assert np.allclose(path.ball.get_center(), axes.point(4.0, 2.0))


def test_a_way_that_is_led_elsewhere_keeps_its_progress() -> None:
    path = TrajectoryPath(surface(), STEPS).set_progress(1.5)
    path.set_way(0.5 * STEPS)
    expected = TrajectoryPath(path.ground, 0.5 * STEPS).set_progress(1.5)
    assert path.progress == 1.5
    assert np.allclose(path.trail.points, expected.trail.points)
    assert np.allclose(path.ball.points, expected.ball.points)
    assert np.allclose(path.position, 0.5 * (STEPS[1] + STEPS[2]) / 2)


def test_a_way_moves_over_time_point_by_point() -> None:
    path = TrajectoryPath(contour_map(), STEPS)
    animation = path.animate.set_way(-STEPS).build()
    animation.begin()
    animation.interpolate(0.25)
    half_way = animation.rate_func(0.25)
    assert np.allclose(path.position, (1 - 2 * half_way) * STEPS[-1])


def test_a_way_is_led_elsewhere_in_as_many_steps() -> None:
    with pytest.raises(ShapeError, match="expected 4 as before, got 2"):
        TrajectoryPath(contour_map(), STEPS).set_way(STEPS[:2])
