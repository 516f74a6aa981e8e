"""Both themes can be read, by colour-blind viewers too."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from aimath.errors import InputError
from aimath.stage.colormaps import (
    TO_LAB,
    TO_LMS,
    ColorMap,
    brightness,
    diverging,
    elevation,
    grayscale,
    mix,
    parse_hex,
    sequential,
)
from aimath.stage.theme import THEMES, Role, Theme, current_theme, theme_color, use_theme

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# 2009, full severity, for linear RGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
Colors = Callable[[Theme], ColorMap]
QUANTITIES = (Role.DATA, Role.PARAMETER, Role.PREDICTION, Role.TARGET, Role.ERROR, Role.GRADIENT)


def linear(color: str) -> np.ndarray:
    rgb = parse_hex(color)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    return np.asarray(TO_LAB @ np.cbrt(TO_LMS @ rgb))


def luminance(color: str) -> float:
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_read_on_the_ground_and_on_cards(theme: Theme, role: Role) -> None:
    assert contrast(theme.color(role), theme.background) >= 4.5
    assert contrast(theme.color(role), theme.surface) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_quantities_differ_for_colour_blind_viewers(theme: Theme, deficiency: str) -> None:
    matrix = np.array(DEFICIENCIES[deficiency])
    seen = {role: oklab(np.clip(matrix @ linear(theme.color(role)), 0, 1)) for role in QUANTITIES}
    for one, other in itertools.combinations(QUANTITIES, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 0.045, (one, other)


def test_a_theme_is_in_force_only_inside_its_block() -> None:
    before = current_theme()
    with use_theme(THEMES["light"]):
        assert theme_color("text") == THEMES["light"].color(Role.TEXT)
    assert current_theme() is before


def test_an_unknown_role_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="expected a role"):
        theme_color("purple")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("colors", [sequential, elevation])
def test_the_maps_for_sizes_and_heights_change_evenly_in_lightness(theme: Theme, colors: Colors) -> None:
    light = np.cbrt([luminance(colors(theme).hex(at)) for at in np.linspace(0, 1, 41)])
    steps = np.diff(light)
    assert (steps > 0).all() or (steps < 0).all()
    assert np.abs(steps).max() < 3.5 * np.abs(steps).mean()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_size_of_zero_is_close_to_the_ground_and_a_large_one_far_from_it(theme: Theme) -> None:
    assert contrast(sequential(theme).hex(0.0), theme.background) < 1.6
    assert contrast(sequential(theme).hex(1.0), theme.background) > 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_summits_are_lighter_than_valleys(theme: Theme) -> None:
    assert luminance(elevation(theme).hex(1.0)) > luminance(elevation(theme).hex(0.0))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_diverging_map_is_at_rest_in_the_middle(theme: Theme) -> None:
    assert diverging(theme).hex(0.5) == theme.surface
    assert contrast(diverging(theme).hex(0.0), diverging(theme).hex(0.5)) > 2


def test_values_outside_the_range_take_the_nearest_end() -> None:
    colors = ColorMap(("#102030", "#AABBCC"))
    assert colors.hex(-3) == "#102030"
    assert colors.hex(9) == "#AABBCC"
    assert colors(np.zeros((2, 5))).shape == (2, 5, 3)


def test_a_photograph_shows_each_pixel_as_bright_as_its_number() -> None:
    numbers = np.arange(256)
    shown = 255 * grayscale()(numbers / 255)
    assert (np.rint(shown) == numbers[:, np.newaxis]).all()


def test_other_colours_are_mixed_evenly_to_the_eye() -> None:
    middle = luminance(mix("#000000", "#FFFFFF", 0.5))
    # In Oklab, a grey's lightness is the cube root of its luminance.
    assert middle == pytest.approx(0.5**3, abs=0.01)


def test_ink_is_the_colour_of_text() -> None:
    assert brightness(THEMES["dark"]).hex(1.0) == THEMES["dark"].color(Role.TEXT)


def test_a_mix_of_a_colour_with_itself_is_that_colour() -> None:
    assert mix("#336699", "#336699", 0.4) == "#336699"
