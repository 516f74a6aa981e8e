"""A film may be begun before its sources are read, so what is edited in between leaves it unsettled."""

import time
from pathlib import Path

from aimath.studio.freshness.fingerprint import Fingerprint
from aimath.studio.freshness.fingerprinting import Fingerprints, complete
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import write_lesson

_LONGER_THAN_A_TICK = 0.05


def fingerprint_of_what_was_begun(fingerprints: Fingerprints) -> Fingerprint:
    shoot = plan(["small"], {}, FilmSettings("draft")).jobs[0].shoot
    taken = fingerprints.take(shoot)
    with watching_what_runs() as seen:
        pass
    return complete(taken, seen)


def test_what_is_edited_after_a_film_was_begun_is_unsettled(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)
    fingerprints = Fingerprints()
    write_lesson(empty_folder)
    assert fingerprint_of_what_was_begun(fingerprints).unsettled == ["scenes/small.py"]


def test_what_was_edited_before_is_settled(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)
    assert fingerprint_of_what_was_begun(Fingerprints()).unsettled == []


def test_only_a_first_film_that_is_new_is_begun_before_all_is_known(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    begun: list[str] = []
    planned = plan(["small"], {}, FilmSettings("draft"))
    leave_fresh(planned, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small"]
    record = planned.jobs[0].files.record
    record.write_text('{"lesson": "small", "film": "small-draft.mp4"}', encoding="utf-8")
    leave_fresh(planned, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small"]
    leave_fresh(planned, force=True, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small", "small"]
