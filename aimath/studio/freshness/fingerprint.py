"""What a film was made from: its code, files, numbers, settings and the versions of what made it."""

import hashlib
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.definitions import outline
from aimath.studio.freshness.sources.modules import PACKAGE


@dataclass(frozen=True)
class Fingerprint:
    """What a film depends on: films with equal fingerprints look and sound the same.

    Attributes:
        scene: the "file" and the "class" of the scene.
        numbers: the numbers that differ from their defaults.
        settings: size, frame rate and the like, with the seed.
        sections: the chosen sections; all when empty.
        versions: of Python, aimath and the libraries that are used.
        code: what each used definition looks like, by file and name.
        files: a hash of each file that is read besides; None for one that is not there.
        loaded: what each file looks like that ran though nothing in the code says so.
        unsettled: files that changed or went while the film was made, so that nobody knows what is in it.
    """

    scene: dict[str, str]
    numbers: dict[str, Any]
    settings: dict[str, Any]
    sections: list[str]
    versions: dict[str, str]
    code: dict[str, dict[str, str]]
    files: dict[str, str | None]
    loaded: dict[str, str] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Any) -> "Fingerprint":
        """Return what `to_json` gave.

        Raises:
            ValueError: if it is something else.
        """
        kinds = {item.name: list if item.default_factory is list else dict for item in fields(cls)}
        kinds["sections"] = list
        whole = isinstance(kept, dict) and all(
            isinstance(kept.get(name), kind) for name, kind in kinds.items()
        )
        if not whole or not {"file", "class"} <= set(kept["scene"]):
            raise ValueError("expected a fingerprint")
        if not all(isinstance(names, dict) for names in kept["code"].values()):
            raise ValueError("expected the names of each file of code")
        return cls(**{name: kept[name] for name in kinds})


@dataclass(frozen=True)
class Taken:
    """A fingerprint as it was taken before filming.

    Attributes:
        fingerprint: what the film is going to depend on.
        at: before it was taken and the film was begun, in nanoseconds since 1970.
        sources: the files with code that it covers.
        broken: "FILE:LINE: REASON" for each of them that is not valid Python or cannot be read.
    """

    fingerprint: Fingerprint
    at: int
    sources: frozenset[Path]
    broken: tuple[str, ...] = ()


def label_of(path: Path) -> str:
    """Return what a file is called in a fingerprint: short, and the same wherever the project is.

    Example:
        >>> label_of(PACKAGE / "vectors.py")
        'aimath/vectors.py'
    """
    return _label(path, Path.cwd())


@cache
def _label(path: Path, here: Path) -> str:
    path = here / path
    for folder in (PACKAGE, here, PACKAGE.parent / "scenes"):
        if path.is_relative_to(folder):
            return path.relative_to(here if folder == here else PACKAGE.parent).as_posix()
    return path.as_posix()


def labelled(label: str) -> Path:
    """Return the file that a label stands for."""
    package, scenes = label.startswith(f"{PACKAGE.name}/"), label.startswith("scenes/")
    here = Path.cwd() / label
    return PACKAGE.parent / label if package or (scenes and not here.exists()) else here


def hash_file(path: Path) -> str | None:
    """Return a hash of a file's content, or of the names in a folder; None if there is neither."""
    try:
        if path.is_dir():
            return digest("\n".join(sorted(inner.name for inner in path.iterdir())).encode())
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=6)).hexdigest()
    except OSError:
        return None


def look_of(path: Path) -> str | None:
    """Return a hash of a file, of Python code without comments and docstrings; None if it is not there."""
    if path.suffix != ".py":
        return hash_file(path)
    try:
        return outline(path.read_bytes()).digest
    except OSError:
        return None
