"""How a film is shot."""

import pytest

from aimath.studio.errors import UsageError
from aimath.studio.settings import ASPECTS, QUALITIES, FilmSettings


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_picture_has_even_sides_and_square_pixels(quality: str, aspect: str) -> None:
    settings = FilmSettings(quality=quality, aspect=aspect)
    width, height = settings.pixels
    assert width % 2 == height % 2 == 0
    assert width / height == pytest.approx(settings.frame[0] / settings.frame[1])
    assert min(settings.frame) == pytest.approx(8)


def test_a_draft_has_15_frames_a_second_and_the_others_60() -> None:
    assert {name: FilmSettings(quality=name).frame_rate for name in QUALITIES} == {
        "draft": 15,
        "720p": 60,
        "1080p": 60,
        "1440p": 60,
        "4k": 60,
    }


def test_the_frame_rate_can_be_chosen() -> None:
    assert FilmSettings(fps=24).frame_rate == 24


def test_an_upright_film_is_as_tall_as_a_wide_one_is_wide() -> None:
    assert FilmSettings(aspect="9:16").pixels == (1080, 1920)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"quality": "900p"}, "quality: expected one of draft"),
        ({"aspect": "4:3"}, "aspect: expected one of 16:9"),
        ({"theme": "pink"}, "theme: expected one of dark"),
        ({"format": "avi"}, "format: expected one of mp4"),
        ({"fps": 0}, "fps: expected a whole number from 1"),
        ({"transparent": True}, "mp4 cannot leave out the ground"),
    ],
)
def test_what_cannot_be_shot_is_refused_with_what_can(options: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        FilmSettings(**options)  # type: ignore[arg-type]
