"""Files decode to the frames that went in, with the loops and delays that were asked for."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aimath.studio.errors import UsageError
from aimath.studio.gif.clip import Clip
from aimath.studio.gif.formats import Playing, check_format, write_clip
from aimath.studio.gif.likeness import likeness
from aimath.studio.gif.looks import FORMATS, Look
from aimath.studio.gif.timing import Loop
from tests.studio.gif.clips import gradient, plain, record, walking_square

EXACT = {
    "gif": Look(32, 10, 256),
    "apng": Look(32, 10),
    "webp": Look(32, 10),
}


def read(path: Path) -> tuple[list[np.ndarray], list[float], dict[str, object]]:
    with Image.open(path) as picture:
        frames, times = [], []
        for number in range(picture.n_frames):
            picture.seek(number)
            picture.load()
            frames.append(np.asarray(picture.convert("RGBA")))
            times.append(picture.info["duration"])
        return frames, times, dict(picture.info)


@pytest.mark.parametrize("file_format", EXACT)
def test_a_lossless_file_has_every_frame_as_it_was_drawn(file_format: str, tmp_path: Path) -> None:
    clip, path = walking_square(), tmp_path / f"clip.{file_format}"
    assert write_clip(clip, file_format, EXACT[file_format], Playing(), path) == 5
    frames, times, _ = read(path)
    assert all(np.array_equal(a, b) for a, b in zip(frames, clip.frames(), strict=True))
    assert times == [100, 100, 300, 100, 100]
    assert likeness(path, clip) == pytest.approx(1)


@pytest.mark.parametrize("file_format", ["apng", "avif", "gif", "webp"])
def test_a_file_with_losses_is_like_the_frames(file_format: str, tmp_path: Path) -> None:
    still = gradient()
    moved = still.copy()
    moved[10:20, 4:14, :3] = (240, 240, 240)
    clip, path = record([(still, 2), (moved, 4)]), tmp_path / f"clip.{file_format}"
    looks = {"gif": Look(64, 10, 64), "apng": Look(64, 10, 64)}
    write_clip(clip, file_format, looks.get(file_format, Look(64, 10, quality=90)), Playing(), path)
    frames, times, _ = read(path)
    assert likeness(path, clip) > 0.97
    assert times == [200, 400]
    assert np.abs(frames[1][12, 6, :3].astype(int) - 240).max() <= 6


@pytest.mark.parametrize(("loop", "gif", "other"), [(Loop(), 0, 0), (Loop(1), None, 1), (Loop(4), 3, 4)])
def test_a_file_is_played_as_often_as_asked(loop: Loop, gif: int | None, other: int, tmp_path: Path) -> None:
    for file_format, expected in (("gif", gif), ("webp", other), ("apng", other)):
        path = tmp_path / f"clip.{file_format}"
        write_clip(walking_square(), file_format, EXACT[file_format], Playing(loop), path)
        assert read(path)[2].get("loop") == expected, file_format


@pytest.mark.parametrize("file_format", EXACT)
def test_there_and_back_ends_where_it_started(file_format: str, tmp_path: Path) -> None:
    clip, path = walking_square(4), tmp_path / f"clip.{file_format}"
    playing = Playing(Loop(there_and_back=True), hold=1.0)
    assert write_clip(clip, file_format, EXACT[file_format], playing, path) == 6
    frames, times, _ = read(path)
    whole = list(clip.frames())
    for found, number in zip(frames, [0, 1, 2, 3, 2, 1], strict=True):
        assert np.array_equal(found, whole[number])
    assert times == [100, 100, 300, 1100, 300, 100]


def test_delays_of_a_gif_do_not_drift_and_a_long_rest_is_split(tmp_path: Path) -> None:
    clip, path = walking_square(8, fps=15), tmp_path / "clip.gif"
    write_clip(clip, "gif", Look(32, 15, 256), Playing(hold=700.0), path)
    _, times, _ = read(path)
    assert sum(times) == pytest.approx(1000 * (10 / 15 + 700), abs=5)
    assert times[:5] == [70, 60, 200, 70, 70]
    assert len(times) == 9


def test_what_changes_for_the_most_part_is_drawn_without_gaps(tmp_path: Path) -> None:
    stripes = plain(60, 80)
    stripes[..., 1] = np.where(np.arange(80) // 10 % 2, 60, 40)
    noise = plain(60, 80)
    noise[..., 1] = np.where(np.random.default_rng(0).random((60, 80)) < 0.5, 60, 40)
    sizes = {}
    for name, frames in {"both": [noise, stripes], "noise": [noise], "stripes": [stripes]}.items():
        path = tmp_path / f"{name}.gif"
        write_clip(record([(frame, 1) for frame in frames]), "gif", Look(80, 10, 32), Playing(), path)
        sizes[name] = path.stat().st_size
    assert sizes["both"] - sizes["noise"] < sizes["stripes"]
    assert np.array_equal(read(tmp_path / "both.gif")[0][1], stripes)


def holes() -> Clip:
    frames = []
    for step in range(3):
        frame = plain()
        frame[..., 3] = 0
        frame[4:10, 5 * step : 5 * step + 5] = (90, 200, 250, 255)
        frames.append((frame, 1))
    return record(frames)


@pytest.mark.parametrize("file_format", EXACT)
def test_what_is_left_out_stays_left_out_even_where_something_was(file_format: str, tmp_path: Path) -> None:
    path = tmp_path / f"clip.{file_format}"
    write_clip(holes(), file_format, EXACT[file_format], Playing(), path)
    for found, frame in zip(read(path)[0], holes().frames(), strict=True):
        assert np.array_equal(found[..., 3], frame[..., 3])
        assert np.array_equal(found[frame[..., 3] > 0], frame[frame[..., 3] > 0])


@pytest.mark.parametrize("alpha", [0, 100])
@pytest.mark.parametrize("file_format", ["apng", "gif"])
def test_where_hardly_anything_is_visible_a_file_of_few_colours_is_one_hole(
    file_format: str, alpha: int, tmp_path: Path
) -> None:
    frame, path = plain(), tmp_path / f"clip.{file_format}"
    frame[..., 3] = alpha
    write_clip(record([(frame, 3)]), file_format, Look(32, 10, 16, dither=True), Playing(), path)
    (found,), times, _ = read(path)
    assert not found[..., 3].any()
    assert times == [300]


def test_an_avif_file_keeps_holes_too(tmp_path: Path) -> None:
    path = tmp_path / "clip.avif"
    write_clip(holes(), "avif", Look(32, 10, quality=90), Playing(), path)
    alpha = read(path)[0][1][..., 3]
    assert alpha[6, 7] > 250
    assert alpha[6, 2] < 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gif", 60, None, Loop()), "--fps: expected at most 50 for a GIF"),
        (("webp", 15, 64, Loop()), "--colors: -f webp has no palette"),
        (("avif", 15, None, Loop(2)), "an AVIF file goes on for ever"),
    ],
)
def test_what_a_format_cannot_do_is_refused(arguments: tuple[str, int, int | None, Loop], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_format(*arguments)


def test_an_encoder_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda name: False)
    with pytest.raises(UsageError, match="-f avif: the installed Pillow has no encoder for it"):
        check_format("avif", 15, None, Loop())
    for file_format in set(FORMATS) - {"avif", "webp"}:
        check_format(file_format, 15, None, Loop())
