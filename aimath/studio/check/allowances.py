"""Findings that a lesson allows, with the reason that it gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aimath.stage.take import Allowance
from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Finding

_MOMENT = 1e-3


@dataclass(frozen=True)
class Allowed:
    """A finding that is meant to be, and why."""

    finding: Finding
    reason: str


def sort_out(
    film: Film, findings: Iterable[Finding]
) -> tuple[list[Finding], list[Allowed], tuple[Allowance, ...]]:
    """Return the findings that are not allowed, those that are, and the allowances that match none.

    An allowance is for the play that follows it.
    """
    plays = [(allowance, _next_play(film, allowance)) for allowance in film.take.allowances]
    left: list[Finding] = []
    allowed: list[Allowed] = []
    used: set[Allowance] = set()
    for finding in findings:
        matching = [
            allowance
            for allowance, play in plays
            if allowance.rule == finding.rule and play is not None and _is_of(finding, play)
        ]
        if matching:
            used.add(matching[-1])
            allowed.append(Allowed(finding, matching[-1].reason))
        else:
            left.append(finding)
    return left, allowed, tuple(each for each in film.take.allowances if each not in used)


def stale(film: Film, unmatched: Sequence[Allowance], rules: Sequence[str]) -> Iterator[Finding]:
    """Give a finding for each allowance that matches nothing.

    Args:
        film: the film in one of the looks.
        unmatched: the allowances that match nothing in any look.
        rules: the names of the rules there are.
    """
    for allowance in unmatched:
        message = f'allow("{allowance.rule}", …) matches no finding of the play that follows; take it away'
        if allowance.rule not in rules:
            message = f"no rule is called {allowance.rule!r}; there is {', '.join(rules)}"
        source = film.shoot.source
        yield Finding(
            "allowance",
            message,
            source.name,
            allowance.section,
            allowance.time,
            source.path,
            allowance.line,
            look=film.look,
        )


def _next_play(film: Film, allowance: Allowance) -> Play | None:
    return next((play for play in film.plays if play.start >= allowance.time - _MOMENT), None)


def _is_of(finding: Finding, play: Play) -> bool:
    """Return whether a finding is of a play, from when it begins to when it has ended."""
    if not play.start - _MOMENT <= finding.time <= play.end + _MOMENT:
        return False
    return finding.line == play.line or play.start + _MOMENT < finding.time < play.end - _MOMENT
