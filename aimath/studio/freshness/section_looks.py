"""What the code of a lesson looks like that it needs up to the end of each of its sections.

A lesson that ended after a section would show the same up to there, so what stands in later sections and is
used by nobody else does not count.
"""

import json
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import count
from pathlib import Path
from unicodedata import normalize

from aimath.studio.freshness.closure import Closures
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.methods import COMPUTING_NAMES, ClassInParts, take_apart
from aimath.studio.freshness.sources.modules import PACKAGE, Module
from aimath.studio.freshness.sources.search import Search

_WORD = re.compile(r"\w+")
_NUMBERS = count()


def section_looks(
    closures: Closures,
    path: Path,
    class_name: str,
    sections: Sequence[str],
    base_names: Mapping[str, Set[str]],
) -> dict[str, str]:
    """Return a hash of the code that a lesson needs up to the end of each of its sections.

    What a method reads from anything at all, and has the name of another method, is taken for that method;
    where code may compute names, each may be any of them.

    Args:
        closures: where code is followed.
        path: the lesson's file.
        class_name: the lesson.
        sections: names of its sections, in the order in which they are played.
        base_names: names that the bases of its class have or mention, by the library that they are from; each
            may stand for a method of it.

    Raises:
        OSError, SyntaxError, ValueError: if a file is gone, or not valid Python any more.
    """
    parts = take_apart(path.read_bytes(), class_name)
    followed = _Followed(closures, path, class_name, parts)
    for library, names in base_names.items():
        # These compute names, but none of methods that lessons have besides sections.
        is_known = library in ("aimath", "builtins", "manim")
        followed.use_words(names - COMPUTING_NAMES if is_known else names)
    followed.use(filter(_is_special, parts.mentions))
    looks = {}
    for section in sections:
        followed.use([section])
        looks[section] = followed.look()
    return looks


class _Followed:
    """The methods that are used so far, with all that they lead to."""

    def __init__(self, closures: Closures, path: Path, class_name: str, parts: ClassInParts) -> None:
        self._closures, self._class_name, self._parts = closures, class_name, parts
        self._search: Search = closures.begin()
        # A graph knows modules by name, and this one may be looked at again.
        name = f"the methods of a scene, number {next(_NUMBERS)}"
        self._module = closures.graph.modules.add(Module(name, path, None, parts.outline))
        self._read: set[str] = set()
        self._used: set[str] = set()
        self._search.start(self._module.name, class_name)
        self.use_words(parts.mentioned)

    def use_words(self, words: Set[str]) -> None:
        """Use the methods that words may stand for."""
        self.use(self._methods(words))

    def use(self, methods: Iterable[str]) -> None:
        """Use methods, and those that they or the modules that they lead to mention."""
        waiting = {*methods}
        while True:
            for words in self._words_of_neighbours():
                waiting |= self._methods(words)
            new = (waiting & self._parts.mentions.keys()) - self._used
            if not new:
                return
            waiting = set()
            for method in new:
                self._used.add(method)
                self._search.start(self._module.name, f"{self._class_name}.{method}")
                waiting |= self._methods(self._parts.mentions[method])

    def look(self) -> str:
        """Return a hash of all that is used so far."""
        digests = self._closures.digests(self._search)
        titles = [found.title for found in self._module.binding.get(self._class_name, ())]
        looks = {str(path): found for path, found in digests.items()}
        seen = [looks, self._parts.look(self._used), titles, sorted(self._search.libraries)]
        return digest(json.dumps(seen, sort_keys=True).encode())

    def _methods(self, words: Set[str]) -> Set[str]:
        """Return the methods that words may stand for, among other things."""
        if COMPUTING_NAMES & words:
            return self._parts.mentions.keys()
        # Outside of its class, a method `__draw` of Film is called `_Film__draw`.
        return words | {word[word.index("__") :] for word in words if "__" in word}

    def _words_of_neighbours(self) -> Iterator[set[str]]:
        """Yield the words of each module of the project that has come into use, but for aimath's own."""
        for name, module in self._search.modules.items():
            if name in self._read or name == self._module.name:
                continue
            self._read.add(name)
            if module.path is not None and not module.path.is_relative_to(PACKAGE):
                with tokenize.open(module.path) as file:
                    yield set(_WORD.findall(normalize("NFKC", file.read())))


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
