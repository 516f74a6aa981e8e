"""What a film leaves behind is its own, whatever stands beside it."""

from pathlib import Path

from aimath.studio.cli import run
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.settings import FilmSettings
from aimath.studio.slides.section_films import filmed
from tests.studio.lessons import write_lesson

WORD = ("render", "small:word", "-q", "draft")


def test_a_still_leaves_what_is_known_of_the_film_beside_it(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    (job,) = plan(["small:word"], {}, FilmSettings("draft")).jobs
    assert run([*WORD]) == 0
    before = filmed(job)
    assert run([*WORD, "-f", "png"]) == 0
    assert filmed(job) == before
    assert before.length > 0.5
    assert leave_fresh(plan(["small:word"], {}, FilmSettings("draft"))).jobs == ()
