"""Each destination has documented limits, and they are kept."""

import pytest

from aimath.studio.errors import UsageError
from aimath.studio.gif.destinations import DESTINATIONS, find_destination
from aimath.studio.gif.looks import FORMATS


@pytest.mark.parametrize("name", DESTINATIONS)
def test_a_destination_names_its_source_and_a_format(name: str) -> None:
    place = DESTINATIONS[name]
    assert place.source
    assert set(place.formats) <= set(FORMATS)
    assert find_destination(name, None) is place


def test_a_format_that_would_stand_still_there_is_refused() -> None:
    with pytest.raises(UsageError, match="-f webp: powerpoint shows -f gif moving"):
        find_destination("powerpoint", "webp")


@pytest.mark.parametrize(
    ("size", "fits"),
    [
        ((1280, 720, 325), True),
        ((1281, 720, 10), False),
        ((800, 450, 351), False),
        ((1280, 1000, 300), False),
    ],
)
def test_the_limits_of_x_hold_for_sides_frames_and_pixels(size: tuple[int, int, int], fits: bool) -> None:
    assert DESTINATIONS["x"].allows(*size) is fits
