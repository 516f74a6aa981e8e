"""Hold lessons to the rules, in every look, several looks at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from aimath.errors import AimathError
from aimath.stage.take import Allowance
from aimath.studio.check.allowances import Allowed, sort_out, stale
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Moment
from aimath.studio.check.pictures import Frames, write_pictures
from aimath.studio.check.rules import RULES, Rule
from aimath.studio.check.walk import walk
from aimath.studio.film_files import FINDINGS, MEDIA
from aimath.studio.jobs import Shoot
from aimath.studio.worker_process import Line
from aimath.studio.workers import Finished, Progress, run_tasks


@dataclass(frozen=True)
class LookReport:
    """What came of holding a film in one look to the rules.

    Attributes:
        shoot: the film and its look.
        findings: what breaks a rule and is not allowed, in the order of time.
        allowed: what the lesson allows.
        unmatched: a finding for each allowance that matches nothing in this look.
        pictures: a frame for each finding, if asked for.
        error: why the film could not be gone through.
    """

    shoot: Shoot
    findings: tuple[Finding, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    unmatched: tuple[tuple[Allowance, Finding], ...] = ()
    pictures: dict[Finding, Path] = field(default_factory=dict)
    error: AimathError | None = None


def check_look(shoot: Shoot, rules: Sequence[Rule] = RULES, *, pictures: bool = False) -> LookReport:
    """Go through a film in one look and hold it to the rules.

    Args:
        shoot: the film and its look.
        rules: what it is held to.
        pictures: whether to write a frame for each finding.

    Raises:
        FilmError: if the film cannot be gone through.
    """
    found: list[Finding] = []
    frames = Frames()

    def look(moment: Moment) -> None:
        if pictures:
            frames.keep(moment.time, moment.frame)
        for rule in rules:
            if rule.at_moment is not None:
                found.extend(rule.at_moment(moment))

    film = walk(shoot, look)
    for rule in rules:
        if rule.at_end is not None and film.plays:
            found.extend(rule.at_end(film))
    left, allowed, unmatched = sort_out(film, sorted(found, key=lambda finding: finding.time))
    report = LookReport(shoot, tuple(left), tuple(allowed), _unmatched(film, unmatched, rules))
    if not pictures:
        return report
    return replace(report, pictures=write_pictures(left, frames, picture_folder(shoot)))


@dataclass(frozen=True)
class CheckTask:
    """A film to check in a process of its own, in one shape, which rules learn some things from once.

    Attributes:
        shoots: the film and its looks in that shape.
        pictures: whether to write a frame for each finding.
    """

    shoots: tuple[Shoot, ...]
    pictures: bool

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.shoots[0].source.name

    def run(self, line: Line) -> list[LookReport]:
        """Check the film in each of the looks."""
        return [_check(shoot, self.pictures) for shoot in self.shoots]


def check_all(
    shoots: Sequence[Shoot],
    at_a_time: int,
    notify: Callable[[LookReport], None] = lambda report: None,
    *,
    pictures: bool = False,
) -> list[LookReport]:
    """Check films, each shape in a process if there may be several; one that fails leaves the others alone.

    Args:
        shoots: the films, in one look each.
        at_a_time: how many processes there may be at once.
        notify: told of each film when it is done.
        pictures: whether to write a frame for each finding.

    Returns:
        What came of each film, in the order of `shoots`.
    """
    if len(shoots) == 1 or at_a_time == 1:
        reports: list[LookReport] = []
        for shoot in shoots:
            reports.append(_check(shoot, pictures))
            notify(reports[-1])
        return reports

    shapes = groupby(shoots, lambda shoot: (shoot.source, shoot.settings.aspect))
    tasks = [CheckTask(tuple(looks), pictures) for _, looks in shapes]

    def hear(event: Progress | Finished) -> None:
        if isinstance(event, Finished):
            for report in _reports_of(tasks[event.job], event):
                notify(report)

    ended = run_tasks(tasks, at_a_time, hear)
    return [report for task, end in zip(tasks, ended, strict=True) for report in _reports_of(task, end)]


def stale_allowances(reports: Sequence[LookReport]) -> list[Finding]:
    """Return a finding for each allowance of a lesson that matches nothing in any of its looks."""
    found: list[Finding] = []
    if not reports or any(report.error is not None for report in reports):
        return found
    for allowance, finding in reports[0].unmatched:
        place = (allowance.rule, allowance.line)
        if all(any((a.rule, a.line) == place for a, _ in report.unmatched) for report in reports):
            found.append(finding)
    return found


def picture_folder(shoot: Shoot) -> Path:
    """Return where pictures of findings go."""
    return MEDIA / shoot.source.name / FINDINGS


def _check(shoot: Shoot, pictures: bool) -> LookReport:
    try:
        return check_look(shoot, pictures=pictures)
    except AimathError as error:
        return LookReport(shoot, error=error)


def _reports_of(task: CheckTask, end: Finished) -> list[LookReport]:
    reports: list[LookReport] | None = end.result
    return [LookReport(shoot, error=end.error) for shoot in task.shoots] if reports is None else reports


def _unmatched(
    film: Film, unmatched: Sequence[Allowance], rules: Sequence[Rule]
) -> tuple[tuple[Allowance, Finding], ...]:
    names = [rule.name for rule in rules]
    return tuple(zip(unmatched, stale(film, unmatched, names), strict=True))
