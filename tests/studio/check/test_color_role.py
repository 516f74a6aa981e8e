"""One quantity in the colours of two roles is found."""

from pathlib import Path

import pytest

from aimath.studio.check.color_role import color_role
from tests.studio.check.holding import findings, lesson, scene


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Formula('{{w : parameter}} x')", "Formula('{{w : data}} + 1')", "w"),
        ("Formula('{{w : parameter}} x')", "Words('{{$w$ : data}} is small')", "w"),
        ("Formula('hat(y)', role='prediction')", "Words('$hat(y)$', role='target')", "hat(y)"),
        ("Words('loss', role='error')", "Readout([Reading('loss', 0.5, '.1f', 'gradient')])", "loss"),
        (
            "WorkedFormula([Term('w', 'w', 1.0, role='parameter')])",
            "Formula('{{w : it}}', roles={'it': 'gradient'})",
            "w",
        ),
        (
            "Formula('\"loss\"', role='error')",
            "CodeCard('loss = x', width=6, names={'loss': 'target'})",
            "loss",
        ),
    ],
)
def test_a_quantity_that_changes_its_role_is_found(
    tmp_path: Path, first: str, second: str, name: str
) -> None:
    body = f"one = {first}\nself.play(FadeIn(one))\nself.play(FadeOut(one))\nself.play(FadeIn({second}))"
    (finding,) = findings(lesson(tmp_path, body), color_role)
    assert finding.message.startswith(f"{name} has the colour of")


@pytest.mark.parametrize(
    "body",
    [
        "self.add(Formula('{{w : parameter}} {{x : data}}'), Words('$w$', role='parameter'))\nself.wait(1)",
        "w = Formula('w', role='parameter')\nself.play(FadeIn(w))\nself.play(w.animate.set_color('#FFFFFF'))",
        "self.add(Formula('w', role='parameter'), Formula('w', role='muted'), Words('w'))\nself.wait(1)",
        "self.add(Formula('w_1', role='parameter'), Formula('w_2', role='data'))\nself.wait(1)",
        "self.add(Words('{n}', n=3, role='data'), Words('{n}', n=3, role='error'))\nself.wait(1)",
    ],
)
def test_what_keeps_its_role_is_fine(tmp_path: Path, body: str) -> None:
    assert findings(lesson(tmp_path, body), color_role) == []


def test_a_quantity_in_two_colours_at_once_is_told_once(tmp_path: Path) -> None:
    body = "self.add(Formula('w', role='parameter'), Formula('w', role='data').shift(UP))\n"
    assert (
        len(findings(lesson(tmp_path, f"{body}self.wait(1)\nself.play(FadeIn(Words('a')))"), color_role)) == 1
    )


def test_a_plain_scene_has_no_roles(tmp_path: Path) -> None:
    body = "self.add(MathTypst('w', color='#FFCF3F'), MathTypst('w', color='#F2606C'))\nself.wait(1)"
    assert findings(scene(tmp_path, body), color_role) == []
