"""Captions can be read: short lines, slow enough, one after the other."""

import re

from hypothesis import given
from hypothesis import strategies as st

from aimath.studio.captions import FASTEST, LINE, LINES, SHORTEST, Caption, captions, srt, vtt

LETTERS = "abcdefghij,."
WORD = st.text(LETTERS, min_size=1, max_size=14)
VERY_LONG_WORD = st.text(LETTERS, min_size=LINE - 2, max_size=LINE + 20)
SENTENCES = st.lists(WORD | VERY_LONG_WORD, min_size=1, max_size=30).map(" ".join)


@given(SENTENCES)
def test_no_caption_has_more_than_two_lines_and_no_line_but_a_single_word_more_than_42_characters(
    sentence: str,
) -> None:
    for caption in captions([(sentence, 0.0, 10.0)]):
        lines = caption.text.split("\n")
        assert len(lines) <= LINES
        assert all(len(line) <= LINE or line in sentence.split() for line in lines)


@given(SENTENCES)
def test_no_word_is_lost_or_moved(sentence: str) -> None:
    shown = " ".join(caption.text for caption in captions([(sentence, 0.0, 10.0)]))
    assert shown.split() == sentence.split()


def test_words_around_a_very_long_one_stay_together() -> None:
    address = "https://example.org/a/very/long/address/that/goes/on"
    (caption,) = captions([(f"For all of this see {address}", 0.0, 4.0)])
    assert caption.text == f"For all of this see\n{address}"


def test_a_quick_sentence_stays_long_enough_to_be_read() -> None:
    text = "a sentence that was said much too fast"
    (caption,) = captions([(text, 2.0, 0.2)])
    assert caption.end - caption.start >= max(SHORTEST, len(text) / FASTEST) - 1e-9


def test_a_caption_ends_when_the_next_begins() -> None:
    first, second = captions([("one two three four five", 0.0, 0.1), ("six", 0.5, 1.0)])
    assert first.end == second.start == 0.5


def test_a_long_sentence_breaks_at_a_phrase() -> None:
    text = (
        "The slope tells you which way is up, and so the model takes a small step the other way every time."
    )
    first, *_ = captions([(text, 0.0, 8.0)])
    assert first.text.replace("\n", " ") == "The slope tells you which way is up,"


def test_subrip_numbers_its_captions_and_uses_commas() -> None:
    text = srt([Caption(0.0, 1.25, "one"), Caption(3661.5, 3662.0, "two")])
    assert text.startswith("1\n00:00:00,000 --> 00:00:01,250\none\n")
    assert "2\n01:01:01,500 --> 01:01:02,000\ntwo\n" in text


def test_webvtt_has_its_header_and_escapes_markup() -> None:
    text = vtt([Caption(0.0, 1.0, "a < b & c")])
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n")
    assert "a &lt; b &amp; c" in text


def test_times_are_never_negative_and_always_in_order() -> None:
    cues = captions([(f"sentence number {n} of a few", 2.0 * n, 1.5) for n in range(5)])
    times = [time for cue in cues for time in (cue.start, cue.end)]
    assert times == sorted(times)
    assert not re.search("-", srt(cues).replace("-->", ""))
