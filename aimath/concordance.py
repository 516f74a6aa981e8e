"""Where a word stands in a text: each place with the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aimath.checks import as_count


@dataclass(frozen=True)
class Occurrence:
    """One place of a word, with its company."""

    before: tuple[str, ...]
    """The words before it, in the order of the text."""
    word: str
    """The word itself."""
    after: tuple[str, ...]
    """The words after it."""

    @property
    def company(self) -> tuple[str, ...]:
        """All the words around it."""
        return self.before + self.after


def concordance(words: Sequence[str], word: str, *, window: int = 4) -> tuple[Occurrence, ...]:
    """Find every place of a word in a text, in order.

    Args:
        words: the text.
        word: what to look for.
        window: how many words on each side belong to it, at least 1; fewer at the ends of the text.

    Raises:
        InputError: if the window is below 1.

    Example:
        >>> [place.after for place in concordance("the red and the blue".split(), "the", window=1)]
        [('red',), ('blue',)]
    """
    reach = as_count(window, "window")
    return tuple(
        Occurrence(tuple(words[max(0, at - reach) : at]), word, tuple(words[at + 1 : at + 1 + reach]))
        for at, found in enumerate(words)
        if found == word
    )
