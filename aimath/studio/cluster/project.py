"""The files that a film is made from, so that they can travel to another machine."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.cluster.versions import BUNDLED_SCENES
from aimath.studio.freshness.sources.modules import PACKAGE, is_library


@dataclass(frozen=True)
class Project:
    """Files of a project, each with the place where it is on the machine that it comes from.

    Attributes:
        files: what is in them, by their absolute paths.
        here: the current folder.
        search_path: folders of the project that modules are imported from.
    """

    files: dict[str, bytes]
    here: str
    search_path: tuple[str, ...]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> "Project":
        """Return the files that another machine with the same aimath and libraries does not have."""
        own = sorted({path.absolute() for path in paths if _travels(path.absolute())})
        folders = [str(Path(entry).absolute()) for entry in sys.path]
        used = [
            folder
            for folder in dict.fromkeys(folders)
            if not is_library(Path(folder)) and any(path.is_relative_to(folder) for path in own)
        ]
        return cls({str(path): path.read_bytes() for path in own}, str(Path.cwd()), tuple(used))

    def unpack(self, tree: Path) -> None:
        """Write the files below a folder, as if that were the root of the machine that they come from."""
        moved(Path(self.here), tree).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            path = moved(Path(name), tree)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def moved(path: Path, tree: Path) -> Path:
    """Return where a file is after unpacking; one that is named from the current folder is still there.

    Example:
        >>> moved(Path("/home/ada/scenes/vectors.py"), Path("/tmp/tree")).as_posix()
        '/tmp/tree/home/ada/scenes/vectors.py'
    """
    return tree / path.relative_to(path.anchor) if path.is_absolute() else path


def moved_back(path: Path, tree: Path) -> Path | None:
    """Return where an unpacked file is on the machine that it comes from; None for any other file.

    Example:
        >>> moved_back(Path("/tmp/tree/home/ada/data.csv"), Path("/tmp/tree")).as_posix()
        '/home/ada/data.csv'
    """
    for folder in (tree, tree.resolve()):
        if path.is_relative_to(folder):
            return Path(path.anchor) / path.relative_to(folder)
    return None


def _travels(path: Path) -> bool:
    part_of_aimath = path.is_relative_to(PACKAGE) and not path.is_relative_to(BUNDLED_SCENES)
    return path.is_file() and not part_of_aimath and not is_library(path)
