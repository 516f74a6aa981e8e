"""Word vectors: a word is known by the company it keeps.

Count how often each word stands near each other one; ask which of these meetings are more frequent than
chance would have them; and compress that big table to a few numbers a word with the singular value
decomposition. Words used alike end up with vectors that point alike, though nobody told the computer what
any word means.

Source: O. Levy, Y. Goldberg, I. Dagan, Improving Distributional Similarity with Lessons Learned from Word
Embeddings (2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, as_number
from aimath.errors import InputError, ShapeError
from aimath.probability import as_classes
from aimath.tokens import TokenIds, Vocabulary
from aimath.vectors import cosine_similarities


@dataclass(frozen=True)
class WordVectors:
    """A vector for each word of a vocabulary, and the tables it came from; n words, d numbers each."""

    vocabulary: Vocabulary
    counts: Array
    """(n, n) how often two words meet, near ones counting more."""
    information: Array
    """(n, n) how much more often than by chance, as a logarithm; 0 where it is no more."""
    singular_values: Array
    """(n,) how much of that table each direction holds, largest first."""
    vectors: Array
    """(n, d) one vector a word."""

    def vector(self, word: str) -> Array:
        """Return the vector of a word.

        Raises:
            InputError: if the word is not in the vocabulary.
        """
        vector: Array = self.vectors[self.vocabulary.find(word)]
        return vector

    def similarity(self, first: str, second: str) -> float:
        """Return the cosine of the angle between two words' vectors: 1 when they point alike.

        Raises:
            InputError: if a word is not in the vocabulary, or met no other.
        """
        return float(self._similarities(first)[self.vocabulary.find(second)])

    def nearest(self, word: str, count: int = 5) -> tuple[tuple[str, float], ...]:
        """Return the words whose vectors point most nearly the same way, with their cosine similarity.

        Raises:
            InputError: if the word is not in the vocabulary, or met no other, or the count is below 1.
        """
        similarities = self._similarities(word)
        # Neither the word itself nor the stand-in for unknown words is an answer.
        similarities[[0, self.vocabulary.find(word)]] = -np.inf
        best = np.argsort(-similarities, kind="stable")[: as_count(count, "count")]
        return tuple(
            (self.vocabulary.tokens[i], float(similarities[i])) for i in best if np.isfinite(similarities[i])
        )

    def arrows(self, words: Sequence[str], axes: int = 2, *, frame: Sequence[str] = ()) -> Array:
        """Return the directions of a few words as arrows that can be drawn.

        The words' vectors, each scaled to length 1, are seen from the side that shows most of the frame:
        their coordinates along its first singular directions. An arrow shorter than 1 also points out of the
        picture. A frame of as many words as axes lies in the picture, with the true angles between them.

        Args:
            words: which words.
            axes: 2 for the plane, 3 for space; at most as many as the frame has words.
            frame: the words that decide the side; all of them if empty.

        Returns:
            (words, axes) array.

        Raises:
            InputError: if a word is not in the vocabulary or met no other, or there are too few words.
        """
        shown, seen = self._directions(words), self._directions(frame or words)
        if as_count(axes, "axes") > min(seen.shape):
            raise InputError(f"words: expected at least as many as axes ({axes}), got {len(frame or words)}")
        left, _, right = np.linalg.svd(seen, full_matrices=False)
        signs = np.sign(np.sum(_turned(left) * left, axis=0))
        return np.asarray(shown @ (right[:axes].T * signs[:axes]))

    def _directions(self, words: Sequence[str]) -> Array:
        """Return the vectors of words, each scaled to length 1."""
        chosen = np.array([self.vector(word) for word in words])
        lengths = np.linalg.norm(chosen, axis=1, keepdims=True)
        if not lengths.all():
            raise InputError(f"words: expected some that met others, got {words[int(lengths.argmin())]!r}")
        return np.asarray(chosen / lengths)

    def _similarities(self, word: str) -> Array:
        vector = self.vector(word)
        if not vector.any():
            raise InputError(f"word: expected one that met others in the text, got {word!r}")
        similarities = np.zeros(len(self.vectors))
        # A word that met no other is like none.
        met = self.vectors.any(axis=1)
        similarities[met] = cosine_similarities(vector, self.vectors[met])
        return similarities


def cooccurrence(ids: TokenIds, size: int, *, window: int = 4) -> Array:
    """Count how often each two words stand near each other; a meeting at distance k counts 1/k.

    Number 0, the unknown word, keeps its place in the text but is not counted.

    Args:
        ids: (tokens,) the text as numbers of the vocabulary.
        size: how many words the vocabulary has.
        window: the largest distance that counts, at least 1.

    Returns:
        (size, size) symmetric array.

    Raises:
        InputError: if a number of the text is not below the size, or a count is below 1.

    Example:
        >>> cooccurrence(np.array([1, 2, 1, 0, 2]), 3, window=2)
        array([[0. , 0. , 0. ],
               [0. , 1. , 2.5],
               [0. , 2.5, 0. ]])
    """
    words = as_count(size, "size")
    text = as_classes(ids, "ids", words)
    counts = np.zeros(words * words)
    for distance in range(1, as_count(window, "window") + 1):
        left, right = text[:-distance], text[distance:]
        met = (left > 0) & (right > 0)
        pairs = np.bincount(left[met] * words + right[met], minlength=words * words)
        counts += pairs / distance
    table = counts.reshape(words, words)
    return np.asarray(table + table.T)


def positive_information(counts: ArrayLike, *, smoothing: float = 0.75) -> Array:
    """Return how much more often than by chance two words meet: positive pointwise mutual information.

    max(0, log p(a, b) / (p(a) q(b)))   with q(b) ∝ (how often b meets any word)^smoothing

    A smoothing below 1 makes rare words count as less rare than they are, so that chance meetings of rare
    words do not pass for meaning.

    Args:
        counts: (n, n) array of how often words meet.
        smoothing: above 0, at most 1.

    Raises:
        ShapeError: if the table is not square.
        InputError: if a count is negative, or the smoothing out of bounds.

    Example:
        >>> positive_information([[0, 3], [3, 2]], smoothing=1.0).round(3)
        array([[0.  , 0.47],
               [0.47, 0.  ]])

    Source: K. W. Church, P. Hanks, Word Association Norms, Mutual Information, and Lexicography (1990).
    """
    table = as_array(counts, "counts", dimensions=2)
    if table.shape[0] != table.shape[1]:
        raise ShapeError(f"counts: expected as many rows as columns, got shape {table.shape}")
    if (table < 0).any():
        raise InputError(f"counts: expected numbers of at least 0, got {table.min():g}")
    power = as_number(smoothing, "smoothing", above=0, at_most=1)
    of_word = table.sum(axis=1)
    of_company = table.sum(axis=0) ** power
    total = of_company.sum()
    by_chance = np.outer(of_word, of_company / total if total > 0 else of_company)
    ratio = np.divide(table, by_chance, out=np.ones_like(table), where=table > 0)
    return np.log(np.maximum(ratio, 1.0))


def word_vectors(
    ids: TokenIds, vocabulary: Vocabulary, *, window: int = 4, width: int = 40, smoothing: float = 0.75
) -> WordVectors:
    """Make a vector for each word from the words it stands near.

    The table of positive information is M = U S Vᵀ; word i gets the first numbers of row i of U √S.

    Args:
        ids: (tokens,) the text as numbers of the vocabulary.
        vocabulary: the words.
        window: how far apart two words may be and still meet, at least 1.
        width: how many numbers a vector has, at least 1 and at most the size of the vocabulary.
        smoothing: above 0, at most 1; see `positive_information`.

    Raises:
        InputError: if a number is out of bounds.

    Example:
        >>> from aimath.tokens import build_vocabulary
        >>> text = "the red light the blue light the red ray the blue ray an eye an ear".split()
        >>> vocabulary = build_vocabulary(text)
        >>> vectors = word_vectors(vocabulary.encode(text), vocabulary, window=2, width=3)
        >>> vectors.nearest("red", 1)[0][0]
        'blue'
    """
    words = len(vocabulary)
    if as_count(width, "width") > words:
        raise InputError(f"width: expected at most the vocabulary's {words} words, got {width}")
    counts = cooccurrence(ids, words, window=window)
    information = positive_information(counts, smoothing=smoothing)
    left, singular_values, _ = np.linalg.svd(information)
    vectors = _turned(left)[:, :width] * np.sqrt(singular_values[:width])
    return WordVectors(vocabulary, counts, information, singular_values, vectors)


def _turned(directions: Array) -> Array:
    """Turn each column so that its largest entry is positive: its sign is otherwise up to the machine."""
    largest = np.abs(directions).argmax(axis=0)
    signs = np.sign(directions[largest, np.arange(directions.shape[1])])
    return np.asarray(directions * np.where(signs < 0, -1.0, 1.0))
