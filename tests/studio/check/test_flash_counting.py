"""Flashes are counted as WCAG 2.3.1 does: how often, how strong, how large, and how red."""

from collections.abc import Callable

import numpy as np
import pytest

from aimath.studio.check.flash_counting import Fields, FlashCounter, FlashSpan, relative_luminance

BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)


def kinds(
    rhythm: float,
    colors: tuple[tuple[int, int, int], tuple[int, int, int]] = (BLACK, WHITE),
    *,
    share: float = 1.0,
    frame: tuple[int, int] = (1920, 1080),
) -> set[str]:
    """Return what kinds of flashes two colours make that take turns `rhythm` times a second."""
    counter = FlashCounter(frame)
    for k in range(120):
        picture = np.full((36, 64, 3), 20, dtype=np.uint8)
        side = np.sqrt(share)
        picture[: round(36 * side), : round(64 * side)] = colors[int(2 * rhythm * k / 60 + 1e-9) % 2]
        counter.look(k / 60, picture)
    return {span.kind for span in counter.spans()}


@pytest.mark.parametrize("rhythm", [4.0, 5.0, 12.0, 30.0])
def test_more_than_three_flashes_a_second_are_found(rhythm: float) -> None:
    assert kinds(rhythm) == {"general"}


@pytest.mark.parametrize("rhythm", [0.5, 2.0, 3.0])
def test_three_flashes_a_second_are_allowed(rhythm: float) -> None:
    assert kinds(rhythm) == set()


def test_red_flashes_count_even_where_their_light_changes_little() -> None:
    assert kinds(5.0, ((0, 0, 0), (160, 0, 0))) == {"red"}
    assert kinds(5.0, (BLACK, RED)) == {"red", "general"}
    assert kinds(2.0, (BLACK, RED)) == set()


def test_reds_alike_do_not_flash() -> None:
    assert kinds(5.0, ((150, 0, 0), (160, 0, 0))) == set()


def test_a_red_too_faint_to_be_seen_does_not_flash() -> None:
    assert kinds(5.0, (BLACK, (20, 0, 0))) == set()


@pytest.mark.parametrize("colors", [((60, 60, 60), (80, 80, 80)), ((235, 235, 235), (255, 255, 255))])
def test_weak_changes_and_changes_among_bright_greys_are_no_flashes(
    colors: tuple[tuple[int, int, int], tuple[int, int, int]],
) -> None:
    assert kinds(5.0, colors) == set()


def test_a_flash_smaller_than_a_quarter_of_ten_degrees_is_allowed() -> None:
    quarter = 0.25 * 341 * 256 / (1024 * 576)
    assert kinds(5.0, share=0.8 * quarter) == set()
    assert kinds(5.0, share=1.3 * quarter) == {"general"}


def test_small_flashes_far_apart_do_not_add_up() -> None:
    marked = np.zeros((72, 128), dtype=bool)
    marked[::36, ::43] = True
    assert Fields((72, 128), (1920, 1080)).shares(marked).max() < 0.01


def test_an_upright_film_is_shown_smaller_so_its_fields_are_larger_shares() -> None:
    third = np.zeros((128, 72), dtype=bool)
    third[:43, :] = True
    assert Fields((128, 72), (1080, 1920)).shares(third).max() == pytest.approx(1.0, abs=0.05)


def test_fields_cover_their_pixels() -> None:
    fields = Fields((6, 8), (1024, 768))
    chosen = np.zeros_like(fields.shares(np.zeros((6, 8))), dtype=bool)
    chosen[1, 2] = True
    covered = fields.covered(chosen)
    assert np.argwhere(covered).min(axis=0).tolist() == [1, 2]
    assert covered.sum() == 2 * 3


def spans_of(picture: Callable[[float], np.ndarray], seconds: float = 1.5) -> list[FlashSpan]:
    counter = FlashCounter((1600, 900))
    for k in range(round(60 * seconds)):
        counter.look(k / 60, np.repeat(picture(k / 60)[..., np.newaxis].astype(np.uint8), 3, axis=-1))
    return counter.spans()


ROWS, COLUMNS = np.mgrid[0:36, 0:64]


def test_thin_stripes_that_move_past_do_not_flash() -> None:
    assert spans_of(lambda time: 255 * ((ROWS + round(30 * time)) // 3 % 2)) == []


def test_a_chessboard_that_swaps_its_colours_flashes() -> None:
    assert len(spans_of(lambda time: 255 * ((ROWS // 3 + COLUMNS // 3 + int(10 * time)) % 2))) == 1


def test_wide_bars_that_sweep_past_flash() -> None:
    assert len(spans_of(lambda time: 255 * ((COLUMNS + round(320 * time)) // 32 % 2))) == 1


def test_a_smooth_flash_of_different_strengths_is_one() -> None:
    strength = 100 + 155 * COLUMNS / 63
    found = spans_of(lambda time: strength * (0.5 - 0.5 * np.cos(2 * np.pi * 5 * time)))
    assert len(found) == 1


def test_a_slow_fade_to_and_fro_is_no_flash() -> None:
    counter = FlashCounter((1920, 1080))
    for k in range(240):
        level = round(127.5 - 127.5 * np.cos(2 * np.pi * k / 60))
        counter.look(k / 60, np.full((9, 16, 3), level, dtype=np.uint8))
    assert counter.spans() == []


def test_a_span_tells_when_and_where() -> None:
    counter = FlashCounter((1600, 900))
    for k in range(120):
        picture = np.zeros((36, 64, 3), dtype=np.uint8)
        picture[18:, 32:] = 255 * (k // 6 % 2) * (30 <= k < 90)
        counter.look(k / 60, picture)
    (span,) = counter.spans()
    assert span.start == pytest.approx(0.5, abs=0.2)
    assert span.end == pytest.approx(1.5, abs=0.2)
    assert span.box == (0.5, 0.5, 1.0, 1.0)


def test_luminance_is_that_of_srgb() -> None:
    grey = np.full((1, 1, 3), 188, dtype=np.uint8)
    assert relative_luminance(grey)[0, 0] == pytest.approx(0.5, abs=0.005)
