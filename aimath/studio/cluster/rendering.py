"""From planned films to films, with a cluster."""

from collections.abc import Callable

from aimath.studio.cluster.films import ClusterFilmTask
from aimath.studio.cluster.scheduler import examine_workers
from aimath.studio.cluster.versions import describe_machine
from aimath.studio.rendering import Outcome, Plan, outcome_of
from aimath.studio.workers import Finished, Progress, default_workers, run_tasks

_FILMS_A_CORE = 4
"""Films that are waited for cost this machine little besides memory."""


def render_on_cluster(
    planned: Plan, address: str, at_a_time: int | None, notify: Callable[[Progress | Finished], None]
) -> Outcome:
    """Make the planned films with the workers of a cluster.

    Args:
        planned: the films.
        address: the scheduler, such as tcp://scheduler:8786.
        at_a_time: how many films may be under way at once; None for as many as the cluster has use for.
        notify: told what happens.

    Raises:
        UsageError: if the cluster cannot be used; no film has been begun then.
    """
    if not planned.jobs:
        return Outcome((), planned.broken)
    libraries = {name for job in planned.jobs if job.taken for name in job.taken.fingerprint.versions}
    slots = examine_workers(address, describe_machine(libraries))
    films = len(planned.jobs)
    at_a_time = at_a_time or min(slots, _FILMS_A_CORE * default_workers())
    parts = max(1, -(-slots // films))
    return outcome_of(
        planned, run_tasks([ClusterFilmTask(job, parts, address) for job in planned.jobs], at_a_time, notify)
    )
