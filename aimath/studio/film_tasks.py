"""The task of making a film, light enough to be handed to a process that has not imported Manim yet."""

from dataclasses import dataclass

from aimath.studio.jobs import FilmJob, FilmResult
from aimath.studio.workers import Report


@dataclass(frozen=True)
class FilmTask:
    """A film to make in a process of its own.

    Attributes:
        job: the film.
        parts: in how many parts at a time a long lesson may be filmed.
    """

    job: FilmJob
    parts: int = 1

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.job.shoot.source.name

    def run(self, report: Report) -> FilmResult:
        """Make the film."""
        # Importing it imports Manim, which whoever hands out tasks has no need of.
        from aimath.studio.films import make_film

        return make_film(self.job, report, self.parts)
