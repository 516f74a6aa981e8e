import numpy as np
import pytest
import scipy.sparse.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.random import default_rng

from aimath.checks import Array
from aimath.datasets import opticks
from aimath.errors import InputError, ShapeError
from aimath.tokens import UNKNOWN, TokenIds, Vocabulary, build_vocabulary, split_words
from aimath.word_vectors import WordVectors, cooccurrence, positive_information, word_vectors

some = settings(max_examples=20, deadline=None)
texts = st.lists(st.integers(0, 4), max_size=25).map(lambda ids: np.array(ids, dtype=np.int64))


@pytest.fixture(scope="module")
def of_newton() -> WordVectors:
    words = split_words(opticks())
    vocabulary = build_vocabulary(words, least=20)
    return word_vectors(vocabulary.encode(words), vocabulary)


@some
@given(texts, st.integers(1, 4))
def test_meetings_are_counted_as_one_would_by_hand(ids: TokenIds, window: int) -> None:
    expected = np.zeros((5, 5))
    for i, left in enumerate(ids):
        for j, right in enumerate(ids):
            if left and right and i != j and abs(i - j) <= window:
                expected[left, right] += 1 / abs(i - j)
    np.testing.assert_allclose(cooccurrence(ids, 5, window=window), expected)


@some
@given(arrays(np.float64, (4, 4), elements=st.just(0) | st.floats(0.01, 100)))
def test_information_is_what_the_formula_says(half: Array) -> None:
    counts = half + half.T
    information = positive_information(counts)
    total, company = counts.sum(), counts.sum(axis=0) ** 0.75
    for a, b in np.ndindex(4, 4):
        if counts[a, b] > 0:
            by_chance = counts.sum(axis=1)[a] / total * company[b] / company.sum()
            assert information[a, b] == pytest.approx(
                max(0, np.log(counts[a, b] / total / by_chance)), abs=1e-9
            )
        else:
            assert information[a, b] == 0


def test_words_that_meet_only_by_chance_share_no_information() -> None:
    shares = np.array([1.0, 2.0, 5.0])
    np.testing.assert_allclose(positive_information(np.outer(shares, shares), smoothing=1), 0, atol=1e-12)
    assert not positive_information(np.zeros((2, 2))).any()


def test_the_vectors_are_a_truncated_singular_value_decomposition() -> None:
    text = default_rng(0).integers(1, 12, 400)
    vocabulary = Vocabulary((UNKNOWN, *(f"word {i}" for i in range(1, 12))))
    ours = word_vectors(text, vocabulary, width=3, window=2)
    left, values, _ = scipy.sparse.linalg.svds(ours.information, k=3, random_state=0)
    np.testing.assert_allclose(ours.singular_values[:3], values[::-1], rtol=1e-9)
    theirs = (left * np.sqrt(values))[:, ::-1]
    np.testing.assert_allclose(ours.vectors @ ours.vectors.T, theirs @ theirs.T, atol=1e-9)


def test_in_newtons_book_colours_are_near_colours_and_lengths_near_lengths(of_newton: WordVectors) -> None:
    colours = {"red", "orange", "yellow", "green", "blue", "indigo", "violet", "purple", "pale"}
    assert {word for word, _ in of_newton.nearest("red", 4)} <= colours
    assert {word for word, _ in of_newton.nearest("yellow", 4)} <= colours
    assert of_newton.nearest("inches", 1)[0][0] == "feet"
    assert of_newton.similarity("red", "blue") > 0.8 > of_newton.similarity("red", "inches")


def test_similarity_is_a_cosine(of_newton: WordVectors) -> None:
    red, blue = of_newton.vector("red"), of_newton.vector("blue")
    cosine = red @ blue / np.linalg.norm(red) / np.linalg.norm(blue)
    assert of_newton.similarity("red", "blue") == pytest.approx(cosine)
    assert of_newton.similarity("red", "blue") == pytest.approx(of_newton.similarity("blue", "red"))
    for word in of_newton.vocabulary.tokens[1:]:
        assert 1 - 1e-12 < of_newton.similarity(word, word) <= 1


def test_the_nearest_words_are_ranked_and_exclude_the_word_itself(of_newton: WordVectors) -> None:
    nearest = of_newton.nearest("light", 10)
    assert len(nearest) == 10
    assert [s for _, s in nearest] == sorted((s for _, s in nearest), reverse=True)
    assert not {"light", UNKNOWN} & {word for word, _ in nearest}
    assert nearest[0][1] == of_newton.similarity("light", nearest[0][0])


def test_no_more_words_are_near_than_there_are() -> None:
    vocabulary = Vocabulary((UNKNOWN, "a", "b", "c"))
    vectors = word_vectors(np.array([1, 2, 1, 3, 2]), vocabulary, width=2)
    assert len(vectors.nearest("a", 10)) == 2


def test_a_word_that_met_no_other_has_no_direction() -> None:
    vectors = word_vectors(np.array([1, 0, 0, 2, 3]), Vocabulary((UNKNOWN, "a", "b", "c")), width=2, window=1)
    with pytest.raises(InputError, match="expected one that met others in the text, got 'a'"):
        vectors.nearest("a")
    assert vectors.similarity("b", "a") == 0


def test_arrows_of_related_words_point_alike(of_newton: WordVectors) -> None:
    words = ["red", "yellow", "blue", "inches", "feet", "prism"]
    for axes in (2, 3):
        arrows = of_newton.arrows(words, axes)
        assert arrows.shape == (6, axes)
        lengths = np.linalg.norm(arrows, axis=1)
        assert (lengths <= 1 + 1e-12).all()
        cosines = arrows @ arrows.T / np.outer(lengths, lengths)
        assert cosines[0, 1] > 0.9 > cosines[0, 3]
        assert cosines[3, 4] > 0.9
        # Three groups of words need three axes to stand apart.
        assert (cosines[4, 5] < 0.9) == (axes == 3)
    whole = of_newton.arrows(words, 6)
    assert (whole @ whole.T)[0, 5] == pytest.approx(of_newton.similarity("red", "prism"))


def test_vectors_do_not_depend_on_the_signs_that_a_machine_picks(of_newton: WordVectors) -> None:
    largest = np.abs(of_newton.vectors).argmax(axis=0)
    assert (of_newton.vectors[largest, np.arange(40)] > 0).all()


def test_arrows_need_words_that_have_a_direction() -> None:
    vectors = word_vectors(np.array([1, 0, 0, 2, 3]), Vocabulary((UNKNOWN, "a", "b", "c")), width=2, window=1)
    with pytest.raises(InputError, match="expected some that met others, got 'a'"):
        vectors.arrows(["b", "a"])
    with pytest.raises(InputError, match="words: expected at least as many as axes"):
        vectors.arrows(["b"])


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="ids: expected whole numbers from 0 to 1"):
        cooccurrence(np.array([0, 2]), 2)
    with pytest.raises(InputError, match="window"):
        cooccurrence(np.array([0, 1]), 2, window=0)
    with pytest.raises(ShapeError, match="as many rows as columns"):
        positive_information(np.ones((2, 3)))
    with pytest.raises(InputError, match="at least 0, got -1"):
        positive_information([[-1.0]])
    with pytest.raises(InputError, match="smoothing"):
        positive_information([[1.0]], smoothing=0)
    with pytest.raises(InputError, match="width: expected at most the vocabulary's 2 words, got 3"):
        word_vectors(np.array([1]), Vocabulary((UNKNOWN, "a")), width=3)
    with pytest.raises(InputError, match="expected a word of the vocabulary"):
        word_vectors(np.array([1]), Vocabulary((UNKNOWN, "a")), width=1).vector("b")


def test_a_frame_of_as_many_words_as_axes_is_drawn_with_its_true_angles(of_newton: WordVectors) -> None:
    frame = ["red", "blue", "inches"]
    arrows = of_newton.arrows([*frame, "yellow", "feet"], 3, frame=frame)
    np.testing.assert_allclose(np.linalg.norm(arrows[:3], axis=1), 1)
    for a in range(3):
        for b in range(3):
            assert arrows[a] @ arrows[b] == pytest.approx(of_newton.similarity(frame[a], frame[b]))
    assert (np.linalg.norm(arrows[3:], axis=1) < 1).all()
    with pytest.raises(InputError, match="at least as many as axes"):
        of_newton.arrows(["red", "blue", "inches"], 3, frame=["red"])
