"""`aimath render`: make films."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aimath.studio.commands import options
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.settings import FilmSettings


@click.command()
@options.targets
@options.everything
@options.quality
@options.fps
@options.aspect
@options.theme
@options.file_format
@options.transparent
@options.changes
@options.seed
@options.output
@options.jobs
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Film with the workers of this Dask scheduler; -j says how many films are under way at a time.",
)
@click.option("--force", is_flag=True, help="Make films that are fresh as well.")
@options.as_json
def render(
    targets: tuple[str, ...],
    everything: bool,
    quality: str,
    fps: int | None,
    aspect: str,
    theme: str,
    file_format: str,
    transparent: bool,
    changes: tuple[str, ...],
    seed: int,
    output: Path | None,
    jobs: int | None,
    cluster: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Film lessons, sections of lessons, or anybody's plain Manim scenes (FILE.py:SCENE).

    The film goes to media/LESSON/, with captions, a poster and a record of every number in it. A film that is
    fresh, which means that making it again would change nothing, is left as it is.
    """
    from aimath.studio.ahead import Ahead, is_new

    # Reading a request takes a while, too, so a worker begins before it is read.
    with Ahead() as ahead:
        if cluster is None and output is None and (force or is_new(targets)):
            ahead.start()
        from aimath.studio.branching.cores import shared_cores
        from aimath.studio.freshness.staleness import summary
        from aimath.studio.progress import progress_view
        from aimath.studio.rendering import leave_fresh, leave_fresh_early, plan, render_all
        from aimath.studio.workers import default_workers

        settings = FilmSettings(quality, fps, aspect, theme, file_format, transparent, seed)
        if cluster is not None:
            from aimath.studio.cluster.scheduler import check_request

            check_request(cluster, settings)
        planned = plan(
            targets, options.parse_changes(changes), settings, everything=everything, output=output
        )
        with shared_cores(jobs or default_workers()) as cores:
            if cluster is None:
                planned = leave_fresh_early(planned, ahead, cores, force=force)
            else:
                planned = leave_fresh(planned, force=force)
            if not as_json:
                for job in planned.fresh:
                    click.echo(f"{job.shoot.source.name}: fresh: {job.files.film}")
                for film, reasons in planned.reasons.items():
                    click.echo(f"{film.name}: stale: {summary(reasons)}", err=True)
            with progress_view([job.shoot.source.name for job in planned.jobs], quiet=as_json) as view:
                if cluster is None:
                    outcome = render_all(planned, cores, view.notify, ahead.workers)
                else:
                    from aimath.studio.cluster.rendering import render_on_cluster

                    outcome = render_on_cluster(planned, cluster, jobs, view.notify)
    if as_json:
        report = {
            "films": [asdict(result) for result in outcome.made],
            "fresh": [{"name": job.shoot.source.name, "film": str(job.files.film)} for job in planned.fresh],
            "errors": [str(error) for error in outcome.errors],
        }
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for result in outcome.made:
            click.echo(result.film)
        tell(outcome.errors)
    return exit_code(outcome.errors)
