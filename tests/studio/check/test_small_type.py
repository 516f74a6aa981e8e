"""Type that is too small is found, whoever set it and however it was scaled."""

from pathlib import Path

import pytest

from aimath.studio.check.small_type import too_small
from tests.studio.check.holding import findings, lesson, scene


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("Text('slope', font_size=11)", "Text('slope', font_size=15)"),
        ("Text('moon').scale(0.2)", "Text('moon').scale(0.4)"),
        ("MarkupText('<b>slope</b>', font_size=11)", "MarkupText('<b>slope</b>', font_size=15)"),
        ("MathTypst('w_1^2', font_size=14)", "MathTypst('w_1^2', font_size=20)"),
        ("Typst('slope', font_size=14)", "Typst('slope', font_size=20)"),
        ("Paragraph('one', 'Two').scale(0.2)", "Paragraph('one', 'Two').scale(0.5)"),
        (
            "DecimalNumber(1.5, mob_class=Text, font_size=11)",
            "DecimalNumber(1.5, mob_class=Text, font_size=16)",
        ),
    ],
)
def test_small_type_is_found_and_larger_is_not(empty_folder: Path, small: str, large: str) -> None:
    (finding,) = findings(scene(empty_folder, f"self.add({small})"), too_small)
    assert "below 2.2%" in finding.message
    assert findings(scene(empty_folder, f"self.add({large})"), too_small) == []


@pytest.mark.parametrize(
    "text", ["Words('moon'{0})", "Formula('w^2'{0})", "Mono('x[0]'{0})", "LiveNumber(2.5{0})"]
)
def test_every_size_of_the_theme_is_large_enough_until_it_is_shrunk(empty_folder: Path, text: str) -> None:
    fine = f"self.add({text.format(', size=Size.SMALL')})\nself.wait(0.1)"
    small = f"self.add({text.format(', size=Size.SMALL')}.scale(0.7))\nself.wait(0.1)"
    assert findings(lesson(empty_folder, fine), too_small) == []
    assert len(findings(lesson(empty_folder, small), too_small)) == 1
