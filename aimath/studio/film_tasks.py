"""The task of making a film, light enough to be handed to a process that has not imported Manim yet."""

from dataclasses import dataclass
from functools import partial

from aimath.studio.branching.cores import Cores
from aimath.studio.jobs import FilmJob, FilmResult
from aimath.studio.later import SELDOM_USED, importing_later
from aimath.studio.worker_process import Report


@dataclass(frozen=True)
class FilmTask:
    """A film to make in a process of its own.

    Attributes:
        job: the film.
        cores: the cores that may film it at a time; when None, its process films alone.
    """

    job: FilmJob
    cores: Cores | None = None

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.job.shoot.source.name

    def run(self, report: Report) -> FilmResult:
        """Make the film."""
        # Importing it imports Manim, which whoever hands out tasks has no need of.
        with importing_later(*SELDOM_USED):
            from aimath.studio.films import film_video, make_film

        return make_film(self.job, report, partial(film_video, cores=self.cores))
