"""Draw the frames of a clip, at exactly the size it will have."""

from contextlib import suppress

from aimath.studio.errors import UsageError
from aimath.studio.freshness.fingerprinting import Fingerprints, complete
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.gif.clip import Clip, ClipRecorder, SpanEnded
from aimath.studio.gif.kept_clips import keep_clip, kept_clip
from aimath.studio.gif.spans import Span
from aimath.studio.jobs import Shoot
from aimath.studio.worker_process import Report


def draw_clip(job: Shoot, span: Span, notify: Report, *, length: float | None = None) -> Clip:
    """Return the frames of a part of a film; those that were drawn before are not drawn again.

    Args:
        job: the scene, and the size and frame rate to draw it with.
        span: which part of the film.
        notify: told how far it is.
        length: seconds that the whole film takes, or the part of it to the end of the span, if that is known.

    Raises:
        FilmError: if the scene fails.
        UsageError: if the film ends before the span does.
    """
    fingerprints = Fingerprints()
    taken = fingerprints.take(job)
    fingerprints.keep()
    if (kept := kept_clip(taken, span)) is not None:
        return kept
    recorder = ClipRecorder(span, job.settings.frame_rate)
    with watching_what_runs() as seen:
        from aimath.studio.filming.rehearsing import rehearse
        from aimath.studio.filming.shooting import shoot

        total = _frames(job, span, rehearse(job).length if length is None else length)
        with suppress(SpanEnded):
            shoot(job, recorder, lambda section, frames: notify(section, frames, total))
        clip = recorder.clip()
        keep_clip(clip, taken, complete(taken, seen), span)
    return clip


def _frames(job: Shoot, span: Span, length: float) -> int | None:
    """Return how many frames there are until the span ends; None if nobody knows."""
    if not length:
        return None
    if span.start >= length or (span.end or 0.0) > length + 1 / job.settings.frame_rate:
        raise UsageError(
            f"--from, --to: expected times within {job.source.name}, which takes {length:.2f} s, "
            f"got {span.start:g} s to {'its end' if span.end is None else f'{span.end:g} s'}"
        )
    return round(min(length, span.end or length) * job.settings.frame_rate)
