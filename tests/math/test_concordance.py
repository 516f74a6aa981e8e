import pytest

from aimath.concordance import concordance
from aimath.datasets import opticks
from aimath.errors import InputError
from aimath.tokens import build_vocabulary, split_words
from aimath.word_vectors import cooccurrence

WORDS = ["a", "red", "light", "and", "a", "red", "ray"]


def test_every_place_of_a_word_is_found_with_its_company() -> None:
    first, second = concordance(WORDS, "red", window=2)
    assert (first.before, first.word, first.after) == (("a",), "red", ("light", "and"))
    assert second.company == ("and", "a", "ray")


def test_a_word_that_is_not_there_has_no_places() -> None:
    assert concordance(WORDS, "blue") == ()


def test_a_window_needs_at_least_one_word() -> None:
    with pytest.raises(InputError, match="window"):
        concordance(WORDS, "red", window=0)


def test_the_company_is_what_the_table_of_meetings_counts() -> None:
    words = split_words(opticks())
    vocabulary = build_vocabulary(words)
    meetings = cooccurrence(vocabulary.encode(words), len(vocabulary), window=1)
    neighbours = [word for place in concordance(words, "red", window=1) for word in place.company]
    red, blue = vocabulary.find("red"), vocabulary.find("yellow")
    assert neighbours.count("yellow") == meetings[red, blue]
