"""What is told of findings: as text, and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimath.studio.check.checking import LookReport, stale_allowances
from aimath.studio.check.finding import Finding


@dataclass(frozen=True)
class Entry:
    """The same finding in one or several looks.

    Attributes:
        finding: as it is in the first of them.
        looks: all of them.
        pictures: a frame of each look, if there are any.
        reason: why it is allowed; empty if it is not.
    """

    finding: Finding
    looks: tuple[str, ...]
    pictures: tuple[Path, ...] = ()
    reason: str = ""


def entries(reports: Sequence[LookReport], *, every_look: bool) -> list[Entry]:
    """Return the findings of all reports, lesson by lesson in the order of time, those alike as one.

    Args:
        reports: of any lessons, in any looks.
        every_look: whether the lessons were checked in every look, so that an allowance which matches nothing
            is of no use.
    """
    found: list[Entry] = []
    for name in dict.fromkeys(report.shoot.source.name for report in reports):
        own = [report for report in reports if report.shoot.source.name == name]
        each = [
            Entry(finding, (finding.look,), tuple(filter(None, [report.pictures.get(finding)])))
            for report in own
            for finding in report.findings
        ]
        each += [
            Entry(one.finding, (one.finding.look,), (), one.reason)
            for report in own
            for one in report.allowed
        ]
        if every_look:
            each += [Entry(finding, ()) for finding in stale_allowances(own)]
        found += sorted(_merged(each), key=lambda entry: entry.finding.time)
    return found


def as_text(entry: Entry) -> list[str]:
    """Return the lines that tell of a finding."""
    finding = entry.finding
    place = f"{finding.lesson}:{finding.section}" if finding.section else finding.lesson
    head = f"{_relative(finding.file)}:{finding.line}  {place} at {finding.time:.1f} s"
    looks = f"  [{', '.join(entry.looks)}]" if entry.looks else ""
    lines = [head, f"  {finding.rule}: {finding.message}{looks}"]
    if entry.reason:
        lines.append(f"  allowed: {entry.reason}")
    return lines + [f"  {path}" for path in entry.pictures]


def as_json(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {
            "rule": entry.finding.rule,
            "message": entry.finding.message,
            "lesson": entry.finding.lesson,
            "section": entry.finding.section,
            "time": round(entry.finding.time, 3),
            "file": str(entry.finding.file),
            "line": entry.finding.line,
            "objects": list(entry.finding.objects),
            "boxes": [[round(side, 1) for side in box] for box in entry.finding.boxes],
            "looks": list(entry.looks),
            "pictures": [str(path) for path in entry.pictures],
            "allowed": entry.reason or None,
        }
        for entry in found
    ]


def _merged(each: Iterable[Entry]) -> list[Entry]:
    """Return entries that differ only in their looks, and in how bad it is there, as one."""
    alike: dict[tuple[Any, ...], Entry] = {}
    for entry in each:
        finding = entry.finding
        what = finding.objects or (finding.message,)
        key = (finding.rule, finding.section, finding.line, what, entry.reason)
        known = alike.get(key)
        if known is None:
            alike[key] = entry
        else:
            looks = tuple(dict.fromkeys((*known.looks, *entry.looks)))
            alike[key] = Entry(known.finding, looks, (*known.pictures, *entry.pictures), entry.reason)
    return list(alike.values())


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
