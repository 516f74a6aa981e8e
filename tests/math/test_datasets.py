import gzip
import hashlib
from collections.abc import Callable
from importlib import resources

import numpy as np
import pytest
import sklearn.datasets
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath.datasets import (
    Dataset,
    blobs,
    digits,
    house_prices,
    noisy_line,
    opticks,
    spirals,
    split,
    take,
    two_moons,
)
from aimath.errors import InputError

some = settings(max_examples=20, deadline=None)
MADE_UP: dict[str, Callable[..., Dataset]] = {
    function.__name__: function for function in (noisy_line, house_prices, two_moons, spirals, blobs)
}
every_made_up_set = pytest.mark.parametrize("make", MADE_UP.values(), ids=MADE_UP)


@every_made_up_set
@some
@given(count=st.integers(3, 60), seed=st.integers(0, 1000))
def test_every_made_up_set_keeps_its_contract(make: Callable[..., Dataset], count: int, seed: int) -> None:
    samples = make(default_rng(seed), count)
    assert len(samples) == count
    assert samples.inputs.shape == (count, len(samples.features))
    assert samples.targets.shape == (count,)
    assert np.isfinite(samples.inputs).all()
    assert samples.target
    assert samples.source.startswith("Synthetic")
    if samples.classes:
        assert samples.targets.dtype == np.int64
        share = np.bincount(samples.targets, minlength=len(samples.classes))
        assert share.max() - share.min() <= 1
    else:
        assert samples.targets.dtype == np.float64
    again = make(default_rng(seed), count)
    np.testing.assert_array_equal(samples.inputs, again.inputs)
    np.testing.assert_array_equal(samples.targets, again.targets)


@every_made_up_set
def test_another_seed_gives_other_samples(make: Callable[..., Dataset]) -> None:
    assert not np.array_equal(make(default_rng(0), 30).inputs, make(default_rng(1), 30).inputs)


@every_made_up_set
def test_numbers_out_of_bounds_are_refused(make: Callable[..., Dataset]) -> None:
    with pytest.raises(InputError, match="count: expected a whole number"):
        make(default_rng(0), 0)
    for noise in (-1, np.nan):
        with pytest.raises(InputError, match="noise"):
            make(default_rng(0), 10, noise=noise)


@pytest.mark.parametrize(
    ("make", "name"),
    [(noisy_line, name) for name in ("slope", "intercept", "low", "high")]
    + [(spirals, "turns"), (blobs, "distance")],
)
def test_shapes_that_are_no_finite_numbers_are_refused(make: Callable[..., Dataset], name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: expected finite numbers, got nan"):
        make(default_rng(0), **{name: np.nan})


def test_a_line_runs_from_its_smallest_x_to_its_largest() -> None:
    with pytest.raises(InputError, match="high: expected a number at least 3, got -3"):
        noisy_line(default_rng(0), low=3, high=-3)


def test_moons_without_noise_are_those_of_scikit_learn() -> None:
    ours = two_moons(default_rng(0), 51, noise=0)
    points, classes = sklearn.datasets.make_moons(51, shuffle=False)
    for label in (0, 1):
        mine, theirs = ours.inputs[ours.targets == label], points[classes == label]
        np.testing.assert_allclose(mine[np.argsort(mine[:, 0])], theirs[np.argsort(theirs[:, 0])], atol=1e-12)


def test_a_line_without_noise_is_straight_and_noise_is_as_wide_as_asked() -> None:
    exact = noisy_line(default_rng(0), 20, slope=-3, intercept=0.5, noise=0, low=1, high=2)
    np.testing.assert_allclose(exact.targets, -3 * exact.inputs[:, 0] + 0.5)
    assert (exact.inputs >= 1).all()
    assert (exact.inputs <= 2).all()
    many = noisy_line(default_rng(0), 20_000, noise=0.7)
    assert (many.targets - 2 * many.inputs[:, 0] - 1).std() == pytest.approx(0.7, rel=0.02)


def test_houses_without_noise_lie_on_their_plane() -> None:
    houses = house_prices(default_rng(0), 50, noise=0)
    footage, minutes = houses.inputs.T
    np.testing.assert_allclose(houses.targets, 200_000 + 210 * footage - 5_500 * minutes)


def test_no_house_costs_less_than_nothing() -> None:
    for seed in range(100):
        assert house_prices(default_rng(seed)).targets.min() > 0
        assert house_prices(default_rng(seed), noise=0).targets.min() >= 78_500


def test_spiral_arms_are_the_same_curve_turned() -> None:
    arms = spirals(default_rng(0), 30, arms=3, noise=0)
    lengths = [np.sort(np.linalg.norm(arms.inputs[arms.targets == arm], axis=1)) for arm in range(3)]
    for arm in range(3):
        np.testing.assert_allclose(lengths[arm], np.linspace(0.1, 1, 10))


def test_blobs_stand_evenly_on_a_circle() -> None:
    clouds = blobs(default_rng(0), 40, centres=4, distance=2, noise=0)
    middles = np.unique(clouds.inputs.round(9) + 0.0, axis=0)
    np.testing.assert_allclose(middles, [[-2, 0], [0, -2], [0, 2], [2, 0]], atol=1e-8)


def test_classes_come_in_at_least_two() -> None:
    with pytest.raises(InputError, match="arms: expected a whole number of at least 2, got 1"):
        spirals(default_rng(0), arms=1)
    with pytest.raises(InputError, match="centres: expected a whole number of at least 2, got 1"):
        blobs(default_rng(0), centres=1)


@some
@given(count=st.integers(2, 50), share=st.floats(0.01, 0.99), seed=st.integers(0, 1000))
def test_a_split_puts_every_sample_on_one_side(count: int, share: float, seed: int) -> None:
    samples = noisy_line(default_rng(seed), count)
    parts = split(samples, default_rng(seed), held_out=share)
    assert len(parts.training) >= 1
    assert len(parts.held_out) >= 1
    assert abs(len(parts.held_out) - count * share) <= 1
    together = np.concatenate([parts.training.targets, parts.held_out.targets])
    np.testing.assert_array_equal(np.sort(together), np.sort(samples.targets))


def test_a_split_needs_two_samples_and_a_share_between_none_and_all() -> None:
    with pytest.raises(InputError, match="at least two samples"):
        split(noisy_line(default_rng(0), 1), default_rng(0))
    for share in (0, 1, np.nan):
        with pytest.raises(InputError, match="held_out"):
            split(noisy_line(default_rng(0), 9), default_rng(0), held_out=share)


def test_taken_samples_keep_their_targets() -> None:
    samples = noisy_line(default_rng(0), 9, noise=0)
    some_of_them = take(samples, np.array([4, 0]))
    np.testing.assert_allclose(some_of_them.targets, 2 * some_of_them.inputs[:, 0] + 1)
    assert some_of_them.source == samples.source


def test_the_digits_are_those_of_the_uci_test_set() -> None:
    theirs = sklearn.datasets.load_digits()
    ours = digits()
    np.testing.assert_array_equal(ours.inputs * 16, theirs.data)
    np.testing.assert_array_equal(ours.targets, theirs.target)
    assert ours.classes == tuple("0123456789")
    assert ours.features[9] == "row 1, column 1"
    assert "CC BY 4.0" in ours.source


def test_the_text_is_newtons_and_unaltered() -> None:
    text = opticks()
    assert "Whiteness" in text
    assert text.count("\n") == 495
    assert not set("_[]|") & set(text)
    note = resources.files("aimath").joinpath("data/opticks.md").read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() in note


@pytest.mark.parametrize("name", ["digits.md", "opticks.md"])
def test_shipped_data_states_its_source_and_licence(name: str) -> None:
    note = resources.files("aimath").joinpath(f"data/{name}").read_text(encoding="utf-8")
    assert "**Changes.**" in note
    assert "CC BY 4.0" in note or "public domain" in note


def test_shipped_data_is_small() -> None:
    folder = resources.files("aimath").joinpath("data")
    assert len(folder.joinpath("digits.npz").read_bytes()) < 60_000
    packed = folder.joinpath("opticks.txt.gz").read_bytes()
    assert len(packed) < 200_000
    assert len(gzip.decompress(packed)) > 500_000
