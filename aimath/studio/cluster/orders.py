"""What a worker is asked to film: light enough to be read without importing Manim."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aimath.errors import AimathError
from aimath.studio.cluster.project import Project, moved
from aimath.studio.cluster.versions import describe_machine, refuse_others
from aimath.studio.film_files import MEDIA
from aimath.studio.jobs import Shoot
from aimath.studio.worker_process import Line

EVERY_PLAY = (0, sys.maxsize)


@dataclass(frozen=True)
class Order:
    """A run of plays to be filmed on another machine.

    Attributes:
        shoot: the scene, where it is on the machine that asks.
        plays: the first play, and the first that is not filmed any more.
        project: the files that the scene is made from.
        expected: what `describe_machine` says on the machine that asks.
    """

    shoot: Shoot
    plays: tuple[int, int]
    project: Project
    expected: Mapping[str, str]


@dataclass(frozen=True)
class Filming:
    """An order, filmed in a process of its own, which it may do to as it likes.

    Attributes:
        order: what to film.
        worker: who films it.
        tree: an empty folder for the project.
        media: where this machine keeps what saves time.
    """

    order: Order
    worker: str
    tree: str
    media: str

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.order.shoot.source.name

    def run(self, line: Line) -> bytes:
        """Film it, and return the pickled `FilmedPart` with its segments as bytes."""
        order, tree = self.order, Path(self.tree)
        # The worker may have come, or come back, after all workers were looked at.
        refuse_others(order.expected, {self.worker: describe_machine(order.expected)})
        order.project.unpack(tree)
        os.chdir(moved(Path(order.project.here), tree))
        MEDIA.symlink_to(self.media, target_is_directory=True)
        sys.path[:0] = [str(moved(Path(folder), tree)) for folder in order.project.search_path]
        source = replace(order.shoot.source, path=moved(order.shoot.source.path, tree))
        try:
            # Importing it imports Manim, which whoever hands on orders has no need of.
            from aimath.studio.cluster.parts import film_part

            return film_part(replace(order.shoot, source=source), order.plays, line.report, tree)
        except AimathError as error:
            raise type(error)(str(error).replace(str(tree), "")) from None
