"""Make films whose plays are filmed by the workers of a cluster."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimath.studio.cluster.filling import fill_orders
from aimath.studio.cluster.orders import Order
from aimath.studio.cluster.project import Project
from aimath.studio.cluster.scheduler import connected
from aimath.studio.cluster.versions import describe_machine
from aimath.studio.freshness.fingerprint import labelled
from aimath.studio.freshness.fingerprinting import counts
from aimath.studio.freshness.observation import Seen, seen_so_far, watching_what_runs
from aimath.studio.jobs import FilmJob, FilmResult, Shoot
from aimath.studio.worker_process import Line

if TYPE_CHECKING:
    from aimath.studio.filming.rehearsing import Rehearsal
    from aimath.studio.filming.shooting import Shot, Watcher


@dataclass(frozen=True)
class ClusterFilmTask:
    """A film to make with a cluster, by a process of its own on this machine.

    Attributes:
        job: the film.
        parts: in how many parts at a time a long lesson may be filmed.
        address: the scheduler.
    """

    job: FilmJob
    parts: int
    address: str

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.job.shoot.source.name

    def run(self, line: Line) -> FilmResult:
        """Make the film."""
        from aimath.studio.films import make_film

        filming = ClusterFilming(self.address, self.job, self.parts)
        return make_film(self.job, line.report, filming.film_video)


class ClusterFilming:
    """Has the plays of a film filmed by a cluster.

    Args:
        address: the scheduler.
        job: the film.
        parts: in how many parts at a time it may be filmed.
    """

    def __init__(self, address: str, job: FilmJob, parts: int) -> None:
        self._address, self._parts = address, parts
        self._sources, libraries = {job.shoot.source.path}, []
        if job.taken is not None:
            self._sources |= {*job.taken.sources, *map(labelled, job.taken.fingerprint.files)}
            libraries = list(job.taken.fingerprint.versions)
        self._expected = describe_machine(libraries)

    def film_video(self, shoot: Shoot, rehearsal: "Rehearsal", path: Path, watch: "Watcher") -> "Shot":
        """Film a scene to a video file, of the same bytes as this machine would write.

        Args:
            shoot: the scene.
            rehearsal: what is known of its plays.
            path: the file.
            watch: told how far it is.

        Raises:
            FilmError: if the scene fails, or the cluster does.
            UsageError: if a worker that has come meanwhile is not like this machine.
        """
        from aimath.studio.branching.film_parts import SegmentGoneError

        begun = rehearsal.beginning.frame_count
        try:
            return self._film(shoot, rehearsal, path, lambda section, done: watch(section, begun + done))
        except SegmentGoneError:
            if not begun:
                raise
        return self._film(shoot, rehearsal.without_beginning(), path, watch)

    def _film(self, shoot: Shoot, rehearsal: "Rehearsal", path: Path, watch: "Watcher") -> "Shot":
        from aimath.studio.branching.film_parts import join_parts
        from aimath.studio.cluster.parts import open_parcels, runs_worth_while
        from aimath.studio.segments.store import SegmentStore, segments_folder

        seen, store = seen_so_far(), SegmentStore(segments_folder(shoot.settings))
        # Reading files to send them, and talking to the cluster, is no part of what the film is made from.
        with watching_what_runs(), connected(self._address) as client:
            project = Project.of(self._files(seen))
            orders = [
                Order(shoot, plays, project, self._expected)
                for plays in runs_worth_while(rehearsal, self._parts)
            ]
            parcels = open_parcels(fill_orders(client, self._address, orders, watch), store)
            if seen is not None:
                seen.elsewhere += [parcel.sight for parcel in parcels]
            return join_parts([parcel.part for parcel in parcels], rehearsal, shoot, path)

    def _files(self, seen: Seen | None) -> Iterable[Path]:
        """Return what the film is made from, as its source says and as its rehearsal showed."""
        shown = {*seen.files(), *seen.modules().values()} if seen is not None else set()
        return self._sources | {path for path in shown if counts(path)}
