"""Runs of frames: what one process of several films before another goes on."""

from collections.abc import Iterable, Iterator
from typing import Protocol

PIECE = 100
"""Frames; longer plays are cut in pieces, which can be filmed at the same time."""
_SHORTEST = 30
"""Frames; pieces of fewer would make a film much larger, as each begins with a whole picture."""
_LIT = 300
"""Shapes with light on them; drawing as many takes about as long as all else that a frame takes."""
_WORTH_A_RUN = 60
"""Frames; for fewer, it is not worth while that somebody else films them."""
_LONG_RUN = 200
"""Frames; a process that films more of a long film keeps more than it saves by beginning seldom."""
_RUNS_A_FILM = 40
"""Of so many runs, all cores have enough to do until the end."""
_STILL = 10
"""Frames whose work is about that of a picture that stands still, for however long."""


class Crew(Protocol):
    """Several processes that film one scene, each some of its frames.

    Attributes:
        is_filming: whether this process looks at the frames that come, or only goes through the scene.
    """

    is_filming: bool

    def change(self, *, may_skip: bool) -> None:
        """Find out who films the run of frames that begins; a process that has done its own ends here.

        Args:
            may_skip: whether whoever does not film the frames need not go through all of them.
        """


class Runs:
    """Cuts plays in pieces and frames in runs, the same way in every process of a crew.

    Attributes:
        crew: the processes that share the filming; None if this one films all.
        piece: how many frames there are in each piece of the play, but for the last.
    """

    def __init__(self) -> None:
        self.crew: Crew | None = None
        self.piece = PIECE
        self._may_skip = False
        self._weight = 1.0
        self._shortest = float(_WORTH_A_RUN)
        self._work, self._counted = self._shortest, 0

    def share_out(self, crew: Crew, frames: int) -> None:
        """Let a crew film a film.

        Args:
            crew: the crew.
            frames: how many frames the film has; 0 if nobody knows.
        """
        self.crew = crew
        self._shortest = min(max(_WORTH_A_RUN, frames / _RUNS_A_FILM), _LONG_RUN)
        self._work = self._shortest

    @property
    def only_walks(self) -> bool:
        """Whether this process goes through the scene without looking at it."""
        return self.crew is not None and not self.crew.is_filming

    def begin_play(self, frames: int | None, *, may_skip: bool, lit: int = 0) -> None:
        """Begin a play, and with it perhaps a run.

        Args:
            frames: how many frames it has; None if nobody knows.
            may_skip: whether frames need not be gone through to know what those after them show.
            lit: how many shapes of the scene have light on them.
        """
        self._weight = 1 + lit / _LIT
        self.piece, self._may_skip, self._counted = piece_length(frames, self._weight), may_skip, 0
        self._begin_run()

    def end_piece(self) -> None:
        """End a piece of a play, and with it perhaps a run."""
        self._work += self.piece * self._weight
        self._counted += self.piece
        self._begin_run()

    def end_play(self, frames: int, *, is_still: bool) -> None:
        """End a play.

        Args:
            frames: how many frames it has added to the film.
            is_still: whether they all show the same.
        """
        self._work += ((min(frames, _STILL) if is_still else frames) - self._counted) * self._weight

    def moments_to_visit(self, moments: Iterable[float]) -> Iterator[float]:
        """Find the moments of a play that this process has to go through."""
        number = 0
        for place, time in enumerate(moments):
            if place < number:
                continue
            yield time
            # Meanwhile the process may have become one that films.
            skips = self.only_walks and self._may_skip
            number = place + (self.piece - place % self.piece if skips else 1)

    def _begin_run(self) -> None:
        if self.crew is not None and self._work >= self._shortest:
            self.crew.change(may_skip=self._may_skip)
            self._work = 0


def piece_length(frames: int | None, weight: float = 1.0) -> int:
    """Return how many frames the pieces of a play have, all of about the same length.

    Args:
        frames: how many frames the play has; None if nobody knows.
        weight: how many times longer than usual a frame takes.

    Example:
        >>> piece_length(250), piece_length(60), piece_length(None)
        (84, 60, 100)
        >>> piece_length(120, weight=3)
        30
    """
    most = max(_SHORTEST, round(PIECE / weight))
    if not frames:
        return most
    pieces = -(-frames // most)
    return -(-frames // pieces)
