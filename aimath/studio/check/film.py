"""What is known of a whole film once it has been gone through."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aimath.stage.take import Take
from aimath.studio.check.finding import Box, Finding
from aimath.studio.jobs import Shoot


@dataclass(frozen=True)
class Play:
    """One play or wait of a film.

    Attributes:
        section: the part of the film; empty for a plain scene.
        start: when it begins, in seconds of film.
        end: when it ends.
        file: where it is written.
        line: the line in that file.
        moves: whether anything on the frame differs between its start, its middle and its end.
    """

    section: str
    start: float
    end: float
    file: Path
    line: int
    moves: bool = True


@dataclass
class Film:
    """A film in one look, as far as it has been gone through.

    Attributes:
        shoot: the scene and its settings.
        take: the notes of a lesson; empty for a plain scene.
        is_lesson: whether it is one of aimath's lessons, which keeps to the house rules.
        plays: the plays so far, in order.
        memory: what rules keep from moment to moment, by the name of the rule.
    """

    shoot: Shoot
    take: Take
    is_lesson: bool
    plays: list[Play] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def look(self) -> str:
        """Shape of the frame and theme, as in "16:9 dark"."""
        return f"{self.shoot.settings.aspect} {self.shoot.settings.theme}"

    @property
    def length(self) -> float:
        """Seconds of film so far."""
        return self.plays[-1].end if self.plays else 0.0

    def play_at(self, time: float) -> Play:
        """Return the play that goes on at a time: the later where two meet, the last after the end."""
        return next((play for play in self.plays if time < play.end - 1e-6), self.plays[-1])

    def finding(
        self,
        rule: str,
        message: str,
        time: float,
        *,
        objects: Iterable[str] = (),
        boxes: Iterable[Box] = (),
        play: Play | None = None,
    ) -> Finding:
        """Return a finding at a time, in the section and at the line of the play that goes on then.

        Args:
            rule: the name of the rule.
            message: what is wrong, and by how much.
            time: seconds of film.
            objects: what is involved.
            boxes: where these are, in pixels.
            play: what caused it; what goes on at the time when None.
        """
        cause = self.play_at(time) if play is None else play
        return Finding(
            rule,
            message,
            self.shoot.source.name,
            cause.section,
            time,
            cause.file,
            cause.line,
            tuple(objects),
            tuple(boxes),
            self.look,
        )
