"""The film about multiplying matrices tells the truth, whatever its numbers are."""

import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import numpy as np
import pytest

from aimath.datasets import digits
from aimath.stage.take import Take
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.settings import FilmSettings
from tests.scenes.shoots import SCENES, lesson_named, shoot_of

NAME = "matrix_multiplication"
Numbers = Mapping[str, int]

USUAL: Numbers = {
    **{"a11": 1, "a12": 2, "a21": -1, "a22": 1, "b11": 1, "b12": 0, "b21": -1, "b22": 2},
    **{"digit": 3, "batch_size": 4, "layer_width": 5, "layer_seed": 0},
}
COMMUTING: Numbers = {
    **{"a11": 2, "a12": -1, "a21": 1, "a22": 2, "b11": 1, "b12": -2, "b21": 2, "b22": 1},
    **{"digit": 0, "batch_size": 1, "layer_width": 6, "layer_seed": 8},
}
FLAT: Numbers = {
    **{"a11": 3, "a12": 3, "a21": 3, "a22": 3, "b11": -3, "b12": 2, "b21": 1, "b22": 0},
    **{"digit": 7, "batch_size": 6, "layer_width": 2, "layer_seed": 12},
}
FILMS = {"usual": USUAL, "commuting": COMMUTING, "flat": FLAT}


@cache
def film(name: str) -> Take:
    return rehearse(shoot_of(NAME, FilmSettings(quality="draft"), **FILMS[name]))


def said(take: Take, section: str) -> list[tuple[str, list[float]]]:
    """Every sentence of a section, with the numbers in it."""
    names = [part.section.name for part in take.sections]
    starts = [part.start for part in take.sections]
    return [
        (beat.text, [figure.value for figure in beat.figures])
        for beat in take.beats
        if names[int(np.searchsorted(starts, beat.start + 1e-6)) - 1] == section
    ]


def values_said(take: Take, section: str) -> list[float]:
    return [value for _, values in said(take, section) for value in values]


def values_until(take: Take, section: str) -> set[float]:
    """Every number that was on screen before the end of a section."""
    names = [part.section.name for part in take.sections]
    until = names[: names.index(section) + 1]
    return {seen.figure.value for seen in take.shown if seen.section in until}


def factors(numbers: Numbers) -> tuple[np.ndarray, np.ndarray]:
    a, b = ([numbers[f"{name}{i}{j}"] for i in (1, 2) for j in (1, 2)] for name in "ab")
    return np.reshape(a, (2, 2)), np.reshape(b, (2, 2))


def layer(batch_size: int, layer_width: int, layer_seed: int, **_: int) -> tuple[np.ndarray, np.ndarray]:
    """What goes into ReLU and what comes out, added up number by number."""
    generator = np.random.default_rng(layer_seed)
    x = generator.integers(-2, 4, (batch_size, 3)).tolist()
    w = generator.integers(-2, 3, (3, layer_width)).T.tolist()
    b = generator.integers(-2, 3, layer_width).tolist()
    before = [
        [
            sum(value * weight for value, weight in zip(row, column, strict=True)) + bias
            for column, bias in outputs
        ]
        for row in x
        for outputs in [list(zip(w, b, strict=True))]
    ]
    return np.array(before), np.array([[max(value, 0) for value in row] for row in before])


@cache
def lesson() -> ModuleType:
    spec = spec_from_file_location(NAME, SCENES / f"{NAME}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FILMS)
def test_the_two_grids_of_the_opening_multiply_to_the_digit(name: str) -> None:
    digit = FILMS[name]["digit"]
    product = lesson().hidden_picture(digit, np.random.default_rng(0))
    pictures = digits()
    picture = pictures.inputs[list(pictures.targets).index(digit)].reshape(8, 8)
    assert np.allclose(product.left @ product.right, picture)
    assert values_said(film(name), "opening") == [digit]


@pytest.mark.parametrize("name", FILMS)
def test_the_first_cell_is_worked_out_aloud(name: str) -> None:
    a, b = factors(FILMS[name])
    first, second = a[0, 0] * b[0, 0], a[0, 1] * b[1, 0]
    assert values_said(film(name), "row_times_column") == [
        *(a[0, 0], b[0, 0], first),
        *(a[0, 1], b[1, 0], second, first + second),
    ]


@pytest.mark.parametrize("name", FILMS)
def test_every_cell_of_the_product_comes_on_screen(name: str) -> None:
    a, b = factors(FILMS[name])
    assert set((a @ b).ravel()) <= values_until(film(name), "row_times_column")


@pytest.mark.parametrize("name", FILMS)
def test_the_film_says_whether_the_order_matters(name: str) -> None:
    a, b = factors(FILMS[name])
    verdict = said(film(name), "order")[-1][0]
    assert ("does not matter" in verdict) == np.array_equal(a @ b, b @ a)
    assert ("the order matters" in verdict) != ("does not matter" in verdict)
    assert set((b @ a).ravel()) <= values_until(film(name), "order")


def test_both_verdicts_on_the_order_are_given() -> None:
    assert "the order matters" in said(film("usual"), "order")[-1][0]
    assert "the order does not matter" in said(film("commuting"), "order")[-1][0]


def test_the_refusal_is_what_numpy_says() -> None:
    left, right = np.ones((2, 3)), np.ones((2, 2))
    with pytest.raises(ValueError, match="matmul") as refused:
        left @ right
    message = lesson().refusal(left, right)
    assert message.replace("\n", " ") == f"ValueError: {refused.value}"
    assert message.splitlines()[-1] == "(size 2 is different from 3)"
    assert values_said(film("usual"), "shapes") == [3, 2]


@pytest.mark.parametrize("name", FILMS)
def test_the_layer_counts_its_multiplications_and_what_is_above_zero(name: str) -> None:
    numbers = FILMS[name]
    before, after = layer(**numbers)
    multiplications = numbers["batch_size"] * 3 * numbers["layer_width"]
    assert values_said(film(name), "layer")[0] == multiplications
    assert sorted(values_said(film(name), "layer")[1:]) == [(after > 0).sum(), after.size]
    assert {multiplications, *before.ravel(), *after.ravel()} <= values_until(film(name), "layer")


@pytest.mark.parametrize(
    ("on", "words"), [(0, "Not one of its 9"), (1, "1 of 9 outputs is"), (4, "4 of 9 outputs are")]
)
def test_the_words_suit_the_number_of_outputs(on: int, words: str) -> None:
    assert words in lesson().about_outputs(on).format(on=on, all=9)


@pytest.mark.parametrize("name", FILMS)
def test_the_large_layer_is_counted_too(name: str) -> None:
    numbers = FILMS[name]
    ours = numbers["batch_size"] * 3 * numbers["layer_width"]
    assert values_said(film(name), "full_size") == [ours, 1024, pytest.approx(1024 * 768 * 3072 / 1e9)]
    assert 2_415_919_104 in values_until(film(name), "full_size")


@pytest.mark.parametrize("name", FILMS)
def test_the_code_prints_what_the_film_shows(name: str) -> None:
    lesson_file = lesson_named(NAME)
    source = lesson_file.snippet(lesson_file.numbers_type(**FILMS[name]))
    ran = subprocess.run([sys.executable, "-"], input=source, capture_output=True, text=True, check=True)
    printed = [int(word) for word in ran.stdout.replace("[", " ").replace("]", " ").split()]
    a, b = factors(FILMS[name])
    after = layer(**FILMS[name])[1]
    assert printed == [*(a @ b).ravel(), *after.ravel(), 3 * after.size]
