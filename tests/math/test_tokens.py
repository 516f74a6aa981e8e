import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.tokens import UNKNOWN, Vocabulary, build_vocabulary, split_words

some = settings(max_examples=25, deadline=None)
words = st.lists(st.sampled_from(["red", "green", "blue", "light", "ray"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Light is bent.", ("light", "is", "bent")),
        ("the Sun's rays, re-united", ("the", "sun's", "rays", "re-united")),
        ("the 2nd of 12 Phænomena_x", ("the", "nd", "of", "phænomena", "x")),
        ("'quoted' -- and l’eau", ("quoted", "and", "l’eau")),
        ("", ()),
    ],
)
def test_words_are_letters_that_hang_together(text: str, expected: tuple[str, ...]) -> None:
    assert split_words(text) == expected


def test_marks_become_tokens_only_when_asked() -> None:
    assert split_words("Red; blue? No!", punctuation=True) == ("red", ";", "blue", "?", "no", "!")


@some
@given(words)
def test_encoding_and_decoding_give_the_same_words(text: list[str]) -> None:
    vocabulary = build_vocabulary(text)
    assert vocabulary.decode(vocabulary.encode(text)) == tuple(text)
    assert vocabulary.tokens[0] == UNKNOWN
    assert len(vocabulary) == len(set(text)) + 1


@some
@given(words)
def test_frequent_words_come_first(text: list[str]) -> None:
    counts = [text.count(token) for token in build_vocabulary(text).tokens[1:]]
    assert counts == sorted(counts, reverse=True)


def test_rare_words_are_left_out_and_become_unknown() -> None:
    text = ["a"] * 3 + ["b"] * 2 + ["c"]
    assert build_vocabulary(text, least=2).tokens == (UNKNOWN, "a", "b")
    assert build_vocabulary(text, most=1).tokens == (UNKNOWN, "a")
    assert build_vocabulary(text, most=1).encode(["b", "a"]).tolist() == [0, 1]


def test_a_word_that_must_be_known_is_asked_for_by_name() -> None:
    vocabulary = Vocabulary((UNKNOWN, "red"))
    assert vocabulary.find("red") == 1
    with pytest.raises(InputError, match="expected a word of the vocabulary, got 'mauve'"):
        vocabulary.find("mauve")


@pytest.mark.parametrize("wrong", [[2], [-1]])
def test_numbers_outside_the_vocabulary_are_refused(wrong: list[int]) -> None:
    with pytest.raises(InputError, match="expected numbers from 0 to 1"):
        Vocabulary((UNKNOWN, "red")).decode(wrong)


def test_no_numbers_decode_to_no_words() -> None:
    assert Vocabulary((UNKNOWN,)).decode(np.array([], dtype=np.int64)) == ()


def test_limits_are_counts() -> None:
    with pytest.raises(InputError, match="least"):
        build_vocabulary(["a"], least=0)
    with pytest.raises(InputError, match="most"):
        build_vocabulary(["a"], most=0)
