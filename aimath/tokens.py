"""From text to numbers: words become tokens, tokens become the row numbers of a vocabulary."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aimath.checks import as_count
from aimath.errors import InputError

TokenIds = NDArray[np.int64]
"""The vocabulary's numbers of a sequence of tokens."""

UNKNOWN = "<unknown>"
"""The token that stands for every word outside the vocabulary; its number is 0."""

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_MARK = r"[.,;:!?]"


@dataclass(frozen=True)
class Vocabulary:
    """The tokens that a model knows, each with a number."""

    tokens: tuple[str, ...]
    """Token number i is tokens[i]; number 0 is `UNKNOWN`, then the most frequent comes first."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each token."""
        return {token: number for number, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        """Return how many tokens there are, the unknown one included."""
        return len(self.tokens)

    def encode(self, tokens: Iterable[str]) -> TokenIds:
        """Return the number of each token, 0 for those that are not in the vocabulary.

        Example:
            >>> Vocabulary((UNKNOWN, "the", "red")).encode(["the", "mauve", "red"])
            array([1, 0, 2])
        """
        return np.array([self.numbers.get(token, 0) for token in tokens], dtype=np.int64)

    def decode(self, ids: Sequence[int] | TokenIds) -> tuple[str, ...]:
        """Return the token of each number.

        Raises:
            InputError: if a number is not in the vocabulary.

        Example:
            >>> Vocabulary((UNKNOWN, "the", "red")).decode([1, 2])
            ('the', 'red')
        """
        numbers = np.asarray(ids)
        if numbers.size and (numbers.min() < 0 or numbers.max() >= len(self)):
            raise InputError(f"ids: expected numbers from 0 to {len(self) - 1}, got {numbers.tolist()}")
        return tuple(self.tokens[number] for number in numbers)

    def find(self, token: str) -> int:
        """Return the number of a token that must be in the vocabulary.

        Raises:
            InputError: if it is not.

        Example:
            >>> Vocabulary((UNKNOWN, "the", "red")).find("red")
            2
        """
        if token not in self.numbers:
            raise InputError(f"token: expected a word of the vocabulary, got {token!r}")
        return self.numbers[token]


def split_words(text: str, *, punctuation: bool = False) -> tuple[str, ...]:
    """Split text into lower-case words; digits and marks are left out.

    Args:
        text: anything.
        punctuation: whether each of . , ; : ! ? becomes a token of its own.

    Example:
        >>> split_words("The Sun's Light, at 12 o'clock!")
        ('the', "sun's", 'light', 'at', "o'clock")
        >>> split_words("Red. Blue?", punctuation=True)
        ('red', '.', 'blue', '?')
    """
    pattern = f"{_WORD}|{_MARK}" if punctuation else _WORD
    return tuple(re.findall(pattern, text.lower()))


def build_vocabulary(tokens: Iterable[str], *, least: int = 1, most: int | None = None) -> Vocabulary:
    """Collect the tokens of a text, the most frequent first, equally frequent ones by the alphabet.

    Args:
        tokens: the text.
        least: leave out tokens that occur less often than this.
        most: keep no more tokens than this, not counting `UNKNOWN`; None for all.

    Raises:
        InputError: if a number is below 1.

    Example:
        >>> build_vocabulary(["red", "the", "blue", "the", "red", "a"], least=2).tokens
        ('<unknown>', 'red', 'the')
    """
    as_count(least, "least")
    counts = Counter(tokens)
    known = sorted((token for token in counts if counts[token] >= least), key=lambda t: (-counts[t], t))
    return Vocabulary((UNKNOWN, *(known if most is None else known[: as_count(most, "most")])))
