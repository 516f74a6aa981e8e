"""What a command ends with tells whether the user can mend what went wrong."""

import pytest

from aimath.errors import AimathError, InputError
from aimath.studio.commands.failures import exit_code, tell
from aimath.studio.errors import FilmError, UsageError
from aimath.studio.worker_process import Bug


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([], 0),
        ([FilmError("a")], 1),
        ([Bug("a"), FilmError("b")], 1),
        ([UsageError("a")], 2),
        ([InputError("a")], 2),
        ([FilmError("a"), UsageError("b"), FilmError("c")], 2),
    ],
)
def test_the_exit_code_is_2_if_the_user_can_mend_any_of_it_and_1_if_not(
    errors: list[AimathError], code: int
) -> None:
    assert exit_code(errors) == code


def test_each_error_is_one_line_for_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    tell([FilmError("one"), UsageError("another")])
    assert capsys.readouterr() == ("", "aimath: one\naimath: another\n")
