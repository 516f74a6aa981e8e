from itertools import combinations

import numpy as np
import pytest

from aimath.errors import InputError
from aimath.stage.colormaps import parse_hex
from aimath.stage.space.components import component_color
from aimath.stage.theme import THEMES, use_theme


def luminance(color: str) -> float:
    channels = parse_hex(color)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_component_colors_are_readable_and_apart_from_each_other_and_from_the_roles(theme) -> None:
    with use_theme(theme):
        colors = [component_color(axis) for axis in range(3)]
    for color in colors:
        dark, light = sorted([luminance(color), luminance(theme.background)])
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    for first, second in combinations(colors, 2):
        assert np.linalg.norm(parse_hex(first) - parse_hex(second)) > 0.3
    for color in colors:
        assert all(np.linalg.norm(parse_hex(color) - parse_hex(role)) > 0.12 for role in theme.roles.values())


def test_there_is_no_fourth_component() -> None:
    with pytest.raises(InputError, match="0, 1 or 2"):
        component_color(3)
