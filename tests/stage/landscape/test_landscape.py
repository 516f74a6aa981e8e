"""A landscape says where its points are, turns, morphs, and hides what lies behind it."""

import numpy as np
import pytest
from manim import FadeIn, Group, ReplacementTransform, Scene, tempconfig

from aimath.errors import InputError, ShapeError
from aimath.stage.landscape.landscape import LandscapeSurface
from tests.stage.landscape.surfaces import BOWL, BUMPY, RIDGE, SIDE, X, Y, filmed, pixel_of, surface


def test_a_surface_takes_the_arrays_of_meshgrid_too() -> None:
    meshed = LandscapeSurface(X, Y, BUMPY, width=8, height=6)
    assert np.allclose(meshed.point(0.3, 0.4), surface(BUMPY).point(0.3, 0.4))


def test_the_lowest_point_is_the_lowest_place_of_a_bowl_seen_level() -> None:
    bowl = surface(elevation=1, axes=False)
    bottom = bowl.point(0, 0)
    assert bottom.shape == (3,)
    assert bowl.point(X.ravel(), Y.ravel())[:, 1].min() >= bottom[1] - 0.02


def test_from_straight_above_places_are_proportional_to_the_numbers() -> None:
    flat = surface(BUMPY, azimuth=0, elevation=90, axes=False)
    places = flat.point([-2, 0, 1], [-2, 0, 2])
    scale = places[1, 0] - places[0, 0]
    assert np.allclose(places[:, :2] - places[1, :2], scale / 2 * np.array([[-2, -2], [0, 0], [1, 2]]))


def test_points_move_and_grow_with_the_surface() -> None:
    bowl = surface()
    before = bowl.point([0, 1], [0, 1])
    bowl.shift([1, 0.5, 0])
    assert np.allclose(bowl.point([0, 1], [0, 1]), before + [1, 0.5, 0])
    bowl.scale(0.5, about_point=np.zeros(3))
    assert np.allclose(bowl.point([0, 1], [0, 1]), (before + [1, 0.5, 0]) / 2)


def test_the_picture_shows_a_point_where_it_is_said_to_be() -> None:
    peak = surface(np.exp(-12 * ((X - 0.7) ** 2 + (Y + 0.4) ** 2)), levels=[], axes=False)
    row, column = pixel_of(peak.point(0.7, -0.4))
    image = filmed(peak).astype(int).sum(axis=2)
    brightest = np.unravel_index(image.argmax(), image.shape)
    assert abs(brightest[0] - row) <= 4
    assert abs(brightest[1] - column) <= 4


def test_what_lies_on_the_surface_is_drawn_once_for_several_changes() -> None:
    seen = surface()
    drawn: list[float] = []

    class Mark:
        def redraw(self) -> None:
            drawn.append(seen.view.azimuth)

    mark = Mark()
    seen.attach(mark)
    with seen.changing():
        seen.set_view(azimuth=10)
        with seen.changing():
            seen.set_view(azimuth=20)
        seen.set_view(azimuth=30)
        assert seen.is_changing
    assert drawn == [30]
    seen.set_view(azimuth=40)
    assert drawn == [30, 40]


def test_what_lies_behind_a_ridge_is_hidden_and_what_lies_before_it_is_not() -> None:
    ridge = surface(RIDGE, azimuth=0, elevation=20)
    x = np.linspace(-1.5, 1.5, 7)
    assert ridge.visible(x, np.full(7, -1.0)).all()
    assert ridge.visible(x, np.full(7, -0.3)).all()
    assert not ridge.visible(x, np.full(7, 0.5)).any()
    assert ridge.set_view(azimuth=180).visible(x, np.full(7, 0.5)).all()
    assert ridge.set_view(elevation=85).visible(x, np.full(7, 0.5)).all()


@pytest.mark.parametrize("azimuth", [-35.0, 10.0, 130.0])
def test_points_are_hidden_exactly_where_the_surface_crosses_their_line_of_sight(azimuth: float) -> None:
    bumpy = surface(BUMPY, azimuth=azimuth, elevation=25)
    view, field = bumpy.view, bumpy.image.field
    across, along = np.random.default_rng(1).uniform(-0.98, 0.98, (2, 400))
    place = view.project(across, along, field.height(across, along))
    # Each line of sight, from a little above its point to the near border of the ground.
    back = np.linspace(0.02, 3.0, 1500)[:, None]
    depth = place.depth - back
    x, y = view.on_ray(place.across, depth)
    rise = place.up * (1 + view.convergence * depth) - depth * view.flattening
    clearance = np.where(
        (np.abs(x) <= 1) & (np.abs(y) <= 1), 0.5 + rise / view.uprightness - field.height(x, y), np.inf
    ).min(axis=0)
    sure = np.abs(clearance) > 0.02
    numbers = 2 * across[sure], 2 * along[sure]
    assert sure.sum() > 200
    assert 20 < (clearance[sure] < 0).sum() < 300
    assert (bumpy.visible(*numbers) == (clearance[sure] > 0)).mean() > 0.99


def test_through_animate_the_camera_walks_all_the_way_around() -> None:
    bowl = surface(azimuth=-30)
    turn = bowl.animate.set_view(azimuth=90, elevation=50).build()
    turn.begin()
    turn.rate_func = lambda share: share
    turn.interpolate(0.5)
    assert bowl.view.azimuth == 30
    turn.finish()
    assert (bowl.view.azimuth, bowl.view.elevation) == (90, 50)


def test_heights_morph_so_that_every_moment_lies_between() -> None:
    bowl = surface(BOWL, z_range=(0, 8))
    before = bowl.point(1, 1)
    bowl.set_heights(0 * BOWL)
    after = bowl.point(1, 1)
    bowl.set_heights(BOWL)
    morph = bowl.animate.set_heights(0 * BOWL).build()
    morph.begin()
    morph.rate_func = lambda share: share
    morph.interpolate(0.25)
    assert np.allclose(bowl.point(1, 1), 0.75 * before + 0.25 * after, atol=1e-5)
    with pytest.raises(ShapeError, match="z"):
        bowl.set_heights(np.zeros((3, 3)))


def test_one_surface_can_be_transformed_into_another() -> None:
    bowl, ridge = surface(BOWL, azimuth=0), surface(RIDGE, azimuth=40)
    transform = ReplacementTransform(bowl, ridge)
    transform.begin()
    transform.rate_func = lambda share: share
    transform.interpolate(0.5)
    assert bowl.view.azimuth == 20
    transform.finish()
    assert np.allclose(bowl.point(0.5, 0.5), ridge.point(0.5, 0.5))


def test_opacity_reaches_picture_and_axes() -> None:
    bowl = surface(labels=("$w$", "$b$", "loss")).set_opacity(0.5)
    assert bowl.image.get_pixel_array()[..., 3].max() == 127
    assert {part.get_fill_opacity() for part in bowl.submobjects[-1].family_members_with_points()} == {0.5}


def test_labels_stay_upright_and_inside_the_box_from_everywhere() -> None:
    named = surface(labels=("width", "bias", "loss"), width=6, height=4.5)
    (left, top), (right, bottom) = named.image.points[[0, 3], :2]
    shapes = [(label.width, label.height) for label in named.submobjects[-1]]
    for azimuth in range(-180, 180, 10):
        named.set_view(azimuth=azimuth + 0.5)
        for label, shape in zip(named.submobjects[-1], shapes, strict=True):
            assert (label.width, label.height) == pytest.approx(shape)
            assert left - 0.02 <= label.get_left()[0] <= label.get_right()[0] <= right + 0.02
            assert bottom - 0.02 <= label.get_bottom()[1] <= label.get_top()[1] <= top + 0.02


def test_the_upright_label_fades_only_where_its_axis_is_seen_from_its_end() -> None:
    small = surface(labels=("$w$", "$b$", "loss"), width=3.5, height=3.5, elevation=42)
    label = small.submobjects[-1][2]
    assert label.get_fill_opacity() == 1
    small.set_view(elevation=90)
    assert label.get_fill_opacity() < 0.01


def test_a_copy_turns_alone() -> None:
    bowl = surface()
    copied = bowl.copy().set_view(azimuth=77)
    assert bowl.view.azimuth == -35
    assert copied.image.field is bowl.image.field


def test_it_plays_in_a_plain_scene(tmp_path: object) -> None:
    class Turning(Scene):
        def construct(self) -> None:
            bowl = surface(labels=("$w$", "$b$", "loss"))
            self.play(FadeIn(bowl), run_time=0.2)
            self.play(bowl.animate(run_time=0.2).set_view(azimuth=40))
            self.play(Group(bowl).animate(run_time=0.2).shift([1, 0, 0]))
            self.bowl = bowl

    settings = {"media_dir": str(tmp_path), "frame_rate": 10, "write_to_movie": False, "dry_run": True}
    with tempconfig(settings):
        scene = Turning()
        scene.render()
    assert scene.bowl.view.azimuth == 40
    assert np.allclose(scene.bowl.image.get_center(), [1, 0, 0])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"width": 0}, "width"),
        ({"z_range": (1.0, 0.0)}, "z_range"),
        ({"elevation": 120}, "elevation"),
    ],
)
def test_a_surface_that_cannot_be_drawn_is_refused(options: dict[str, object], word: str) -> None:
    with pytest.raises(InputError, match=word):
        surface(BOWL, **options)


def test_uneven_or_misshapen_coordinates_are_refused() -> None:
    with pytest.raises(InputError, match="evenly"):
        LandscapeSurface(SIDE**3, SIDE, BOWL, width=4, height=3)
    with pytest.raises(ShapeError, match="rows along y"):
        LandscapeSurface(SIDE[:-1], SIDE, BOWL, width=4, height=3)


def test_the_clearest_azimuth_is_the_nearest_one_that_shows_the_points() -> None:
    ridge = surface(RIDGE, azimuth=0.0, elevation=30.0)
    x, y = np.array([-0.5, 0.0, 0.5]), np.full(3, 0.6)
    assert not ridge.visible(x, y).any()
    azimuth = ridge.clearest_azimuth(x, y)
    assert ridge.view.azimuth == 0.0
    assert ridge.set_view(azimuth=azimuth).visible(x, y).all()
    nearer = azimuth - 15 * np.sign(azimuth)
    assert not ridge.set_view(azimuth=nearer).visible(x, y).all()


def test_where_all_points_are_seen_the_view_need_not_change() -> None:
    assert surface(azimuth=-35.0).clearest_azimuth([0.0, 0.3], [0.0, 0.1]) == -35.0
