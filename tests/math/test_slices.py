import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath.datasets import noisy_line, two_moons
from aimath.errors import InputError, ShapeError
from aimath.models import least_squares
from aimath.networks import Network, create_network, flatten, forward, unflatten
from aimath.optimizers import adam, gradient_descent
from aimath.slices import (
    Plane,
    losses_at,
    path_plane,
    project,
    random_plane,
    slice_loss,
    slice_objective,
)
from aimath.training import Training, fit, output_loss

some = settings(max_examples=20, deadline=None)
seeds = st.integers(0, 2**32 - 1)
BINARY = "binary_cross_entropy_from_logits"
MOONS = two_moons(default_rng(0), 80)


@pytest.fixture(scope="module")
def run() -> Training:
    start = create_network([2, 8, 6, 1], default_rng(1))
    return fit(start, MOONS.inputs, MOONS.targets, loss=BINARY, optimizer=adam(0.02), epochs=60)


@some
@given(seed=seeds, sizes=st.lists(st.integers(1, 6), min_size=2, max_size=4))
def test_a_random_direction_is_as_long_as_the_weights_unit_by_unit(seed: int, sizes: list[int]) -> None:
    network = create_network(sizes, default_rng(seed))
    network = unflatten(flatten(network) + default_rng(seed).normal(size=network.parameter_count), network)
    still, moving = (
        random_plane(network, default_rng(seed), move_biases=flag).directions for flag in (False, True)
    )
    for directions in (still, moving):
        for direction in directions:
            for own, ours in zip(network.weights, unflatten(direction, network).weights, strict=True):
                np.testing.assert_allclose(np.linalg.norm(ours, axis=0), np.linalg.norm(own, axis=0))
    for direction, moved in zip(still, moving, strict=True):
        assert not any(biases.any() for biases in unflatten(direction, network).biases)
        for own, ours in zip(network.biases, unflatten(moved, network).biases, strict=True):
            assert np.linalg.norm(ours) == pytest.approx(np.linalg.norm(own))


def test_the_same_network_in_other_units_has_the_same_slice() -> None:
    """A relu network computes the same after one layer is doubled and the next one halved."""
    network = create_network([2, 8, 1], default_rng(1), activation="relu")
    rescaled = Network((network.weights[0] * 8, network.weights[1] / 8), network.biases, "relu")
    plain, other = (
        slice_loss(
            random_plane(one, default_rng(2)), one, MOONS.inputs, MOONS.targets, loss=BINARY, resolution=7
        )
        for one in (network, rescaled)
    )
    np.testing.assert_allclose(other.losses, plain.losses, rtol=1e-9)


def test_the_path_plane_is_spanned_by_the_principal_components(run: Training) -> None:
    plane = path_plane(run.parameters)
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-12)
    np.testing.assert_array_equal(plane.centre, run.parameters[-1])
    differences = run.parameters - run.parameters[-1]
    values, vectors = np.linalg.eigh(differences.T @ differences)
    for direction, vector in zip(plane.directions, vectors.T[:-3:-1], strict=True):
        assert abs(direction @ vector) == pytest.approx(1)
    assert (plane.directions @ differences[0] >= 0).all()
    shadow = project(run.parameters, plane)
    captured = (shadow**2).sum() / (differences**2).sum()
    assert captured == pytest.approx(values[-2:].sum() / values.sum())


def test_the_principal_components_agree_with_scikit_learn() -> None:
    from sklearn.decomposition import TruncatedSVD

    path = np.cumsum(default_rng(0).normal(size=(30, 12)), axis=0)
    plane = path_plane(path)
    theirs = TruncatedSVD(2, algorithm="arpack", random_state=0).fit(path - path[-1]).components_
    np.testing.assert_allclose(np.abs(np.sum(plane.directions * theirs, axis=1)), 1, rtol=1e-9)


@some
@given(seed=seeds)
def test_a_projection_is_the_nearest_point_of_the_plane(seed: int) -> None:
    generator = default_rng(seed)
    plane = Plane(generator.normal(size=6), generator.normal(size=(2, 6)))
    points = generator.normal(size=(4, 6))
    off = points - plane.parameters(project(points, plane))
    np.testing.assert_allclose(off @ plane.directions.T, 0, atol=1e-9)
    on = plane.parameters([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(project(on, plane), [[1.0, -2.0], [0.5, 3.0]], rtol=1e-6)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize(
    ("loss", "outputs"),
    [(BINARY, 1), ("hinge", 1), ("cross_entropy_from_logits", 3), ("mean_squared_error", 1)],
)
def test_many_networks_at_once_have_the_losses_they_have_one_by_one(
    loss: str, outputs: int, activation: str
) -> None:
    like = create_network([2, 5, 4, outputs], default_rng(0), activation=activation)
    generator = default_rng(1)
    many = generator.normal(size=(17, like.parameter_count))
    inputs = generator.normal(size=(2000, 2))
    targets = generator.integers(0, 2, 2000)
    if loss == "hinge":
        targets = 2 * targets - 1
    together = losses_at(many, like, inputs, targets, loss=loss)
    for parameters, value in zip(many, together, strict=True):
        single = output_loss(forward(unflatten(parameters, like), inputs).outputs, targets, loss)
        assert value == pytest.approx(single.value, rel=1e-12)


def test_several_targets_a_sample_are_taken_too() -> None:
    like = create_network([1, 2], default_rng(0))
    targets = [[0.0, 0.0], [1.0, 1.0]]
    assert losses_at([np.zeros(4)], like, [[0.0], [1.0]], targets, loss="mean_squared_error") == [0.5]


def test_the_slice_of_a_line_fit_is_its_landscape() -> None:
    line = noisy_line(default_rng(0), 30)
    start = create_network([1, 1], default_rng(1))
    run = fit(
        start,
        line.inputs,
        line.targets,
        loss="mean_squared_error",
        optimizer=gradient_descent(0.05),
        epochs=200,
    )
    best = least_squares(line.inputs, line.targets)
    plane = Plane(flatten(best.model.network), np.eye(2))
    ground = slice_loss(
        plane, start, line.inputs, line.targets, loss="mean_squared_error", path=run.parameters, resolution=21
    )
    for i, j in ((0, 0), (5, 13), (20, 20)):
        w, b = best.weights[0] + ground.x[j], best.bias + ground.y[i]
        residuals = w * line.inputs[:, 0] + b - line.targets
        assert ground.losses[i, j] == pytest.approx((residuals**2).mean())
    assert (ground.losses >= (best.residuals**2).mean()).all()
    assert ground.captured == pytest.approx(1)
    np.testing.assert_allclose(ground.path_heights, run.losses)
    np.testing.assert_allclose(ground.path_losses, run.losses)
    np.testing.assert_allclose(ground.path, run.parameters - plane.centre, atol=1e-9)


def test_a_slice_shows_the_whole_path_with_a_margin(run: Training) -> None:
    plane = path_plane(run.parameters)
    ground = slice_loss(plane, run.start, MOONS.inputs, MOONS.targets, loss=BINARY, path=run.parameters)
    assert ground.losses.shape == (41, 41)
    assert ground.path.shape == (61, 2)
    for axis, points in ((ground.x, ground.path[:, 0]), (ground.y, ground.path[:, 1])):
        low, high = min(points.min(), 0), max(points.max(), 0)
        assert axis[0] == pytest.approx(low - 0.25 * (high - low))
        assert axis[-1] == pytest.approx(high + 0.25 * (high - low))
    np.testing.assert_allclose(ground.path_losses, run.losses, rtol=1e-9)
    np.testing.assert_allclose(ground.path[-1], 0, atol=1e-9)
    assert ground.path_heights[-1] == pytest.approx(run.losses[-1])


def test_a_path_hardly_shows_on_random_directions_and_well_on_its_own(run: Training) -> None:
    planes = random_plane(run.network(), default_rng(3)), path_plane(run.parameters)
    at_random, along_path = (
        slice_loss(
            plane, run.start, MOONS.inputs, MOONS.targets, loss=BINARY, path=run.parameters, resolution=3
        )
        for plane in planes
    )
    assert at_random.captured < 0.2
    assert along_path.captured > 0.9
    assert at_random.x[0] <= -1
    assert at_random.x[-1] >= 1


def test_the_middle_of_a_slice_is_the_network_itself(run: Training) -> None:
    plane = random_plane(run.network(), default_rng(0))
    ground = slice_loss(plane, run.start, MOONS.inputs, MOONS.targets, loss=BINARY, resolution=5)
    assert (ground.x[2], ground.y[2]) == (0, 0)
    assert (ground.x[0], ground.x[-1]) == (-1, 1)
    assert ground.losses[2, 2] == pytest.approx(run.losses[-1])
    assert ground.path.shape == (0, 2)
    assert ground.captured == 1


def test_the_ranges_may_be_chosen(run: Training) -> None:
    plane = path_plane(run.parameters)
    ground = slice_loss(
        plane,
        run.start,
        MOONS.inputs,
        MOONS.targets,
        loss=BINARY,
        x_range=(-2, 3),
        y_range=(0, 1),
        resolution=2,
    )
    assert ground.x.tolist() == [-2, 3]
    assert ground.y.tolist() == [0, 1]
    assert ground.losses[1, 0] == pytest.approx(
        losses_at(plane.parameters([[-2, 1]]), run.start, MOONS.inputs, MOONS.targets, loss=BINARY)[0]
    )


def test_a_plane_without_a_path_or_a_reach_shows_one_step_each_way() -> None:
    like = create_network([2, 1], default_rng(0))
    plane = Plane(flatten(like), np.eye(3)[:2])
    ground = slice_loss(plane, like, MOONS.inputs, MOONS.targets, loss=BINARY, resolution=3)
    assert ground.x.tolist() == ground.y.tolist() == [-1, 0, 1]


def test_a_path_on_a_line_has_no_plane_of_its_own() -> None:
    with pytest.raises(InputError, match="two directions"):
        path_plane([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    with pytest.raises(InputError, match="two directions"):
        path_plane([[0.0], [1.0]])


def test_what_does_not_fit_is_refused() -> None:
    like = create_network([2, 1], default_rng(0))
    plane = random_plane(like, default_rng(0))
    x, y = MOONS.inputs, MOONS.targets
    with pytest.raises(ShapeError, match="path: expected 3 parameters a row"):
        project([[1.0, 2.0]], plane)
    with pytest.raises(ShapeError, match="parameters: expected 3 a row"):
        losses_at([[1.0]], like, x, y, loss=BINARY)
    with pytest.raises(ShapeError, match="inputs: expected 2 columns"):
        losses_at([[1.0, 2.0, 3.0]], like, [[1.0]], [1], loss=BINARY)
    with pytest.raises(InputError, match="y_range: expected the lower end first"):
        slice_loss(plane, like, x, y, loss=BINARY, y_range=(1, 1))
    with pytest.raises(ShapeError, match=r"x_range: expected two ends, got shape \(3,\)"):
        slice_loss(plane, like, x, y, loss=BINARY, x_range=(0, 1, 2))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="x_range: expected finite numbers"):
        slice_loss(plane, like, x, y, loss=BINARY, x_range=(0, np.inf))
    with pytest.raises(InputError, match="resolution"):
        slice_loss(plane, like, x, y, loss=BINARY, resolution=1)
    with pytest.raises(ShapeError, match="path: expected"):
        slice_loss(plane, like, x, y, loss=BINARY, path=[1.0, 2.0, 3.0])


def test_a_framed_plane_shows_the_same_losses_from_minus_one_to_one(run: Training) -> None:
    plane = path_plane(run.parameters)
    x_range, y_range = (-0.5, 2.0), (-1.0, 3.0)
    options = {"inputs": MOONS.inputs, "targets": MOONS.targets, "loss": BINARY, "resolution": 5}
    before = slice_loss(plane, run.start, x_range=x_range, y_range=y_range, **options)  # type: ignore[arg-type]
    framed = plane.framed(x_range, y_range)
    after = slice_loss(framed, run.start, x_range=(-1, 1), y_range=(-1, 1), **options)  # type: ignore[arg-type]
    np.testing.assert_allclose(after.losses, before.losses)


def test_a_plane_turns_from_one_to_another(run: Training) -> None:
    start, end = random_plane(run.network(), default_rng(3)), path_plane(run.parameters)
    point = np.array([0.3, -0.7])
    for share in (0.0, 0.25, 1.0):
        between = (1 - share) * start.parameters(point) + share * end.parameters(point)
        np.testing.assert_allclose(start.toward(end, share).parameters(point), between)


def test_an_empty_frame_is_refused(run: Training) -> None:
    with pytest.raises(InputError, match="lower end first"):
        path_plane(run.parameters).framed((1.0, 1.0), (0.0, 1.0))


def test_the_gradient_along_a_slice_is_that_of_its_heights(run: Training) -> None:
    plane = random_plane(run.network(), default_rng(4))
    value, gradient = slice_objective(plane, run.start, MOONS.inputs, MOONS.targets, loss=BINARY)
    point, step = np.array([0.4, -0.2]), 1e-5
    heights = losses_at(plane.parameters([point]), run.start, MOONS.inputs, MOONS.targets, loss=BINARY)
    assert value(point) == pytest.approx(heights[0])
    slopes = [(value(point + step * way) - value(point - step * way)) / (2 * step) for way in np.eye(2)]
    np.testing.assert_allclose(gradient(point), slopes, rtol=1e-6)
