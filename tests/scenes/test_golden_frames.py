"""The last frame of every section of every lesson looks as it did when somebody last looked at it."""

from pathlib import Path

import numpy as np
import pytest

from aimath.studio.golden import LOOKS, golden_frames
from tests.scenes.golden import check_golden, compare
from tests.scenes.shoots import NAMES, source_of

GOLDEN = Path(__file__).parents[1] / "golden"
DIFFERENCES = Path(__file__).parents[2] / "media" / "golden-differences"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_every_section_ends_on_its_golden_frame(name: str, look: str, update_golden: bool) -> None:
    frames = golden_frames(source_of(name), look)
    wrong = []
    for picture, frame in frames.items():
        try:
            check_golden(frame, GOLDEN / picture, DIFFERENCES / name, update=update_golden)
        except AssertionError as error:
            wrong.append(str(error))
    assert frames
    assert not wrong, "\n".join(wrong)


def test_the_comparison_catches_a_label_that_moved_by_three_pixels() -> None:
    expected = np.zeros((480, 854, 3), np.uint8)
    expected[200:212, 300:360:3] = 255
    assert not compare(np.roll(expected, 3, axis=0), expected).same


def test_the_comparison_catches_a_dot_that_changed_its_colour() -> None:
    expected = np.zeros((480, 854, 3), np.uint8)
    got = expected.copy()
    got[100:120, 100:120, 0] = 60
    assert not compare(got, expected).same


def test_the_comparison_forgives_antialiasing() -> None:
    expected = np.full((480, 854, 3), 40, np.uint8)
    noise = np.random.default_rng(0).integers(-8, 8, expected.shape)
    assert compare((expected + noise).astype(np.uint8), expected).same


def test_a_golden_frame_keeps_a_rare_colour_among_many(tmp_path: Path) -> None:
    ramp = np.linspace(0, 255, 854).astype(np.uint8)
    frame = np.broadcast_to(ramp[None, :, None], (480, 854, 3)).copy()
    frame[:, :, 2] = np.linspace(0, 255, 480).astype(np.uint8)[:, None]
    frame[100:104, 100:104] = (255, 201, 77)
    check_golden(frame, tmp_path / "a.png", tmp_path / "out", update=True)
    check_golden(frame, tmp_path / "a.png", tmp_path / "out", update=False)


def test_a_wrong_frame_leaves_three_pictures_to_look_at(tmp_path: Path) -> None:
    frame = np.zeros((48, 64, 3), np.uint8)
    check_golden(frame, tmp_path / "a.png", tmp_path / "out", update=True)
    with pytest.raises(AssertionError, match="of a tile differs"):
        check_golden(frame + 200, tmp_path / "a.png", tmp_path / "out", update=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a-difference.png",
        "a-expected.png",
        "a-got.png",
    ]
