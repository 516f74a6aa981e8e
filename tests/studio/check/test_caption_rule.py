"""Captions that cannot be read, or that leave out what is said, are found."""

from pathlib import Path

import pytest

from aimath.stage.take import Beat
from aimath.studio.captions import Caption
from aimath.studio.captions import captions as captions_of
from aimath.studio.check.captions import captions, uncaptioned, unreadable
from tests.studio.check.holding import findings, lesson


@pytest.mark.parametrize(
    ("caption", "wrong"),
    [
        (Caption(0.0, 1.0, "eighteen letters, "), "18 characters a second"),
        (Caption(0.0, 9.0, "one\ntwo\nthree"), "3 lines"),
        (Caption(0.0, 9.0, "x" * 43), "a line of 43 characters"),
        (Caption(0.0, 0.9, "hello"), "shown for 0.90 s"),
    ],
)
def test_a_caption_that_cannot_be_read_is_found(caption: Caption, wrong: str) -> None:
    ((_, text, message),) = unreadable([caption])
    assert text == caption.text
    assert message.startswith(wrong)


def test_a_word_that_is_longer_than_a_line_is_found_in_the_narration() -> None:
    cues = captions_of([("See https://example.org/a/very/long/address/that/goes/on", 0.0, 9.0)])
    assert [message for _, _, message in unreadable(cues)] == [
        "a line of 52 characters; expected at most 42: use shorter words"
    ]


def test_a_caption_at_every_limit_is_fine() -> None:
    line = "x" * 42
    assert list(unreadable([Caption(1.0, 6.0, f"{line}\n{line}"), Caption(6.0, 7.0, "x" * 17)])) == []


def test_overlaps_and_flickers_are_found() -> None:
    over = [Caption(0.0, 2.0, "one"), Caption(1.5, 3.0, "two")]
    assert [message for _, _, message in unreadable(over)] == [
        "begins 0.50 s before the caption before it ends"
    ]
    flicker = [Caption(0.0, 2.0, "one"), Caption(2.04, 3.5, "two")]
    assert len(list(unreadable(flicker))) == 1
    assert list(unreadable([Caption(0.0, 2.0, "one"), Caption(2.3, 3.5, "two")])) == []


def test_speech_without_a_caption_is_found() -> None:
    beats = [Beat("One.", 0.0, 2.0), Beat("Two.", 2.3, 2.0)]
    assert list(uncaptioned([Caption(0.0, 2.0, "One."), Caption(2.3, 4.3, "Two.")], beats)) == []
    ((time, text, _),) = uncaptioned([Caption(0.0, 2.0, "One.")], beats)
    assert (time, text) == (2.3, "Two.")


def test_captions_of_narration_at_speaking_speed_are_fine(tmp_path: Path) -> None:
    body = 'with self.say("One sentence, said calmly."):\n    self.play(FadeIn(Words("a")))'
    assert findings(lesson(tmp_path, body), at_end=captions) == []


def test_a_sentence_rushed_by_the_next_is_found() -> None:
    sentences = [("A long sentence that is cut off by the next one", 0.0, 1.2), ("Next.", 1.2, 1.0)]
    messages = [message for _, _, message in unreadable(captions_of(sentences))]
    assert any("characters a second" in message for message in messages)
