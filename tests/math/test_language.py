from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath.checks import Array
from aimath.datasets import opticks
from aimath.errors import InputError, ShapeError
from aimath.language import count_followers, generate, most_likely, predict_by_counts
from aimath.tokens import TokenIds, Vocabulary, build_vocabulary, split_words

some = settings(max_examples=25, deadline=None)
texts = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@some
@given(texts, st.integers(0, 3))
def test_followers_are_counted_as_one_would_by_hand(text: list[int], length: int) -> None:
    model = count_followers(np.array(text), 4, length=length)
    expected: Counter[tuple[tuple[int, ...], int]] = Counter()
    for used in range(length + 1):
        expected.update((tuple(text[end - used : end]), text[end]) for end in range(used, len(text)))
    ours = {(context, token): n for context, counts in model.followers.items() for token, n in counts.items()}
    assert ours == dict(expected)


@some
@given(texts, st.lists(st.integers(0, 3), max_size=5))
def test_a_prediction_reads_the_longest_end_of_the_prompt_that_was_met(
    text: list[int], prompt: list[int]
) -> None:
    model = count_followers(np.array(text), 4, length=2)
    prediction = predict_by_counts(model, prompt)
    assert prediction.probabilities.sum() == pytest.approx(1)
    used = len(prediction.context)
    assert prediction.context == tuple(prompt[len(prompt) - used :])
    longer = tuple(prompt[len(prompt) - used - 1 :])
    assert used == min(2, len(prompt)) or longer not in model.followers
    after = [
        text[i + used] for i in range(len(text) - used) if tuple(text[i : i + used]) == prediction.context
    ]
    np.testing.assert_array_equal(prediction.counts, np.bincount(after, minlength=4))
    np.testing.assert_allclose(prediction.probabilities, prediction.counts / len(after))


def test_in_newtons_book_light_follows_the_rays_of() -> None:
    words = split_words(opticks())
    vocabulary = build_vocabulary(words, least=5)
    model = count_followers(vocabulary.encode(words), len(vocabulary), length=3)
    prediction = predict_by_counts(model, vocabulary.encode(["the", "rays", "of"]))
    ((word, probability),) = most_likely(prediction.probabilities, vocabulary, 1)
    assert word == "light"
    assert probability > 0.5
    assert vocabulary.decode(prediction.context) == ("the", "rays", "of")


def test_the_likeliest_tokens_come_first_and_no_more_than_there_are() -> None:
    vocabulary = Vocabulary(("<unknown>", "a", "b"))
    assert most_likely([0.2, 0.5, 0.3], vocabulary, 9) == (("a", 0.5), ("b", 0.3), ("<unknown>", 0.2))
    with pytest.raises(ShapeError, match="one for each of 3 tokens"):
        most_likely([0.5, 0.5], vocabulary)
    with pytest.raises(InputError, match="add up to 1"):
        most_likely([0.5, 0.5, 0.5], vocabulary)


def test_generated_tokens_follow_the_probabilities() -> None:
    def predict(tokens: TokenIds) -> Array:
        return np.array([0.5, 0.3, 0.2])

    tokens = generate(predict, [], 3000, default_rng(0))
    shares = np.bincount(tokens, minlength=3) / 3000
    np.testing.assert_allclose(shares, [0.5, 0.3, 0.2], atol=0.03)
    cold = generate(predict, [2], 20, default_rng(0), temperature=1e-3)
    assert cold.tolist() == [2] + [0] * 20
    hot = np.bincount(generate(predict, [], 3000, default_rng(0), temperature=1e6), minlength=3) / 3000
    np.testing.assert_allclose(hot, 1 / 3, atol=0.03)


def test_generation_repeats_itself_with_the_same_seed_and_may_add_nothing() -> None:
    model = count_followers(default_rng(0).integers(0, 4, 100), 4)

    def predict(tokens: TokenIds) -> Array:
        return predict_by_counts(model, tokens).probabilities

    first, second = (generate(predict, [1], 20, default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert generate(predict, [1, 2], 0, default_rng(0)).tolist() == [1, 2]


def test_what_does_not_fit_is_refused() -> None:
    model = count_followers(np.array([0, 1]), 2)
    with pytest.raises(InputError, match="at least one token"):
        count_followers(np.array([], dtype=np.int64), 2)
    with pytest.raises(InputError, match="ids: expected whole numbers from 0 to 1"):
        count_followers(np.array([2]), 2)
    with pytest.raises(InputError, match="prompt: expected whole numbers from 0 to 1"):
        predict_by_counts(model, [5])
    with pytest.raises(InputError, match="length"):
        count_followers(np.array([0]), 2, length=-1)
    with pytest.raises(InputError, match="temperature"):
        generate(lambda tokens: np.array([1.0]), [0], 1, default_rng(0), temperature=0)
    with pytest.raises(InputError, match="prediction: expected probabilities that add up to 1"):
        generate(lambda tokens: np.array([0.5]), [0], 1, default_rng(0))
