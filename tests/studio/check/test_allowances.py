"""A lesson can allow what is meant to be, with a reason, at one place."""

from pathlib import Path

import pytest

from aimath.errors import InputError
from aimath.stage import Lesson
from aimath.studio.check.checking import LookReport, check_look, stale_allowances
from aimath.studio.check.overlap import overlap
from aimath.studio.check.rules import Rule
from tests.studio.check.holding import lesson

RULES = (Rule("overlap", "text that crosses something", at_moment=overlap),)
CROSSED = """
self.play(FadeIn(Words("calm").shift(2 * UP)), run_time=0.2)
{first}
self.play(FadeIn(Words("slope")), FadeIn(Line(LEFT, RIGHT, color=YELLOW)), run_time=0.2)
{second}
self.play(FadeIn(Words("step").shift(UP)), FadeIn(Line(LEFT + UP, RIGHT + UP, color=YELLOW)), run_time=0.2)
"""


def checked(folder: Path, first: str = "", second: str = "") -> LookReport:
    return check_look(lesson(folder, CROSSED.format(first=first, second=second)), RULES)


def test_what_is_allowed_is_told_apart_with_its_reason(empty_folder: Path) -> None:
    report = checked(empty_folder, 'self.allow("overlap", "struck out by design")')
    (allowed,) = report.allowed
    assert allowed.reason == "struck out by design"
    assert "slope" in allowed.finding.message
    (left,) = report.findings
    assert "step" in left.message
    assert stale_allowances([report]) == []


def test_an_allowance_that_matches_nothing_is_found_at_its_own_line(empty_folder: Path) -> None:
    allow = 'self.allow("overlap", "nothing is here")\nself.play(FadeIn(Dot(3 * DOWN)), run_time=0.2)'
    report = checked(empty_folder, allow)
    (finding,) = stale_allowances([report])
    code = report.shoot.source.path.read_text(encoding="utf-8").splitlines()
    assert finding.rule == "allowance"
    assert "nothing is here" in code[finding.line - 1]
    assert len(report.findings) == 2


def test_an_allowance_that_matches_in_one_look_is_of_use(empty_folder: Path) -> None:
    one = checked(empty_folder, 'self.allow("overlap", "by design")')
    other = LookReport(one.shoot, unmatched=())
    assert stale_allowances([one, other]) == []


def test_an_allowance_of_another_rule_does_not_match(empty_folder: Path) -> None:
    report = checked(empty_folder, 'self.allow("contrast", "by design")')
    assert len(report.findings) == 2
    (finding,) = stale_allowances([report])
    assert "no rule is called 'contrast'; there is overlap" in finding.message


def test_an_allowance_needs_a_reason() -> None:
    with pytest.raises(InputError, match="why it is meant to be so"):
        Lesson.allow(Lesson.__new__(Lesson), "overlap", " ")
