"""The task of making a film, light enough to be handed to a process that has not imported Manim yet."""

from dataclasses import dataclass
from functools import partial

from aimath.studio.branching.cores import Cores
from aimath.studio.jobs import FilmJob, FilmResult
from aimath.studio.later import SELDOM_USED, importing_later
from aimath.studio.worker_process import Line


@dataclass(frozen=True)
class FilmTask:
    """A film to make in a process of its own.

    Attributes:
        job: the film.
        cores: the cores that may film it at a time; when None, its process films alone.
        is_early: whether what the film depends on is still being found out.
    """

    job: FilmJob
    cores: Cores | None = None
    is_early: bool = False

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.job.shoot.source.name

    def run(self, line: Line) -> FilmResult:
        """Make the film."""
        # Importing it imports Manim, which whoever hands out tasks has no need of.
        with importing_later(*SELDOM_USED):
            from aimath.studio.films import film_video, make_film

        def know(job: FilmJob) -> FilmJob:
            whole: FilmTask = line.ask() if self.is_early else self
            return whole.job

        return make_film(self.job, line.report, partial(film_video, cores=self.cores), know)
