"""Films that a cluster makes are those that this machine would make, whoever is lost meanwhile."""

import json
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import aimath
from aimath.studio.cli import run
from aimath.studio.cluster import films as cluster_films
from aimath.studio.cluster import parts as cluster_parts
from aimath.studio.cluster.films import ClusterFilming
from aimath.studio.cluster.scheduler import examine_workers
from aimath.studio.cluster.versions import describe_machine
from aimath.studio.errors import FilmError, UsageError
from aimath.studio.film_files import CACHE, film_files, record_of_film
from aimath.studio.films import make_film
from aimath.studio.freshness.fingerprint import labelled
from aimath.studio.freshness.records import FINGERPRINT, MADE
from aimath.studio.jobs import FilmJob, FilmResult, Shoot
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from tests.studio.cluster.dask_processes import DaskCluster
from tests.studio.lessons import LESSON, write_lesson
from tests.studio.test_no_lost_work import LONG

# All tests of a cluster run in one process, which has the cluster.
pytestmark = pytest.mark.xdist_group("cluster")

READING = f"from pathlib import Path\n{LESSON}".replace('"hello"', 'Path("words.txt").read_text()')
FAILING = """
from manim import Create, Scene, Square

import neighbour


class Failing(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.2)
        neighbour.stop()
"""


SHARING = """
from pathlib import Path

from manim import Dot, Scene


class Sharing(Scene):
    def construct(self):
        for number in range(3):
            size = Path("SHARED") / f"{number}.txt"
            self.add(Dot(radius=float(size.read_text())))
            self.wait(0.2)
"""


def job_of(path: Path, class_name: str, output: Path) -> FilmJob:
    settings = FilmSettings(quality="draft", width=64)
    return FilmJob(
        Shoot(SceneSource(path.stem, path, class_name), settings, {}),
        film_files(path.stem, settings, output=output),
    )


def film_there(job: FilmJob, cluster: DaskCluster, parts: int) -> FilmResult:
    return make_film(job, film_as_video=ClusterFilming(cluster.address, job, parts).film_video)


def test_a_file_that_only_a_worker_has_read_makes_the_film_stale(
    empty_folder: Path, cluster: DaskCluster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = tmp_path_factory.mktemp("shared")
    for number in range(3):
        (shared / f"{number}.txt").write_text("0.5")
    (empty_folder / "sharing.py").write_text(SHARING.replace("SHARED", str(shared)))
    film = ["sharing.py:Sharing", "-q", "draft"]
    assert run(["render", *film, "--cluster", cluster.address]) == 0
    assert run(["status", "--json"]) == 0
    record = json.loads((empty_folder / "media/Sharing/Sharing-draft.json").read_text())
    files = record["fingerprint"]["files"]
    assert {str(shared / f"{number}.txt") for number in range(3)} <= {str(labelled(label)) for label in files}


def kill_after_its_first_play(process: subprocess.Popen[bytes], folder: Path) -> None:
    while process.poll() is None and not list((folder / "media").rglob("*.segment")):
        time.sleep(0.005)
    process.kill()


def test_the_command_films_with_a_cluster_as_it_does_alone(
    empty_folder: Path, cluster: DaskCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_lesson(empty_folder, source=READING)
    (empty_folder / "words.txt").write_text("these words came along")
    assert run(["render", "small", "-q", "draft", "--cluster", cluster.address, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert not report["errors"]
    film = empty_folder / "media/small/small-draft.mp4"
    assert film == empty_folder / report["films"][0]["film"]
    assert run(["status", "small", "--json"]) == 0

    shutil.rmtree(CACHE)
    settings = FilmSettings(quality="draft")
    files = film_files("small", settings, output=empty_folder / "alone")
    make_film(FilmJob(Shoot(SceneSource("small", path, "Small"), settings, {}), files))
    for ending in (".mp4", ".png", ".srt", ".vtt"):
        assert film.with_suffix(ending).read_bytes() == files.beside(ending).read_bytes()
    record, alone = (json.loads(record_of_film(one).read_text()) for one in (film, files.film))
    assert {key: record[key] for key in record if key not in (FINGERPRINT, MADE)} == {
        key: alone[key] for key in alone if key not in (FINGERPRINT, MADE)
    }


def test_a_cluster_films_what_comes_after_the_sections_that_cannot_have_changed(
    empty_folder: Path, cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lesson(empty_folder)
    settings, orders = FilmSettings(quality="draft", width=64), []
    fill = cluster_films.fill_orders

    def note(*given: Any) -> list[bytes]:
        orders.extend(given[2])
        return fill(*given)

    monkeypatch.setattr(cluster_films, "fill_orders", note)
    time.sleep(0.05)
    make_film(leave_fresh(plan(["small"], {}, settings)).jobs[0])
    write_lesson(empty_folder, source=LESSON.replace("The slope is", "The slope is now"))
    time.sleep(0.05)
    [job] = leave_fresh(plan(["small"], {}, settings)).jobs
    film_there(job, cluster, 2)
    assert [order.plays for order in orders] == [(4, 7)]
    before = job.files.film.read_bytes()
    shutil.rmtree(CACHE)
    make_film(replace(job, afresh=True))
    assert job.files.film.read_bytes() == before


def test_a_worker_that_is_killed_midway_is_made_up_for_by_the_other(
    empty_folder: Path, cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lesson(empty_folder, source=LONG)
    alone = job_of(path, "Small", empty_folder / "alone")
    make_film(alone)
    shutil.rmtree(CACHE)

    cluster.start_worker("victim")
    process = cluster.workers["victim"]
    killer = Thread(target=kill_after_its_first_play, args=(process, cluster.folder / "victim"))
    killer.start()
    monkeypatch.setattr(cluster_parts, "WORTH_A_WORKER", 30)
    together = job_of(path, "Small", empty_folder / "together")
    try:
        made = film_there(together, cluster, 2)
    finally:
        cluster.stop("victim")
        killer.join()
    assert process.returncode == -signal.SIGKILL
    assert made.frames > 180
    for ending in (".mp4", ".png"):
        assert together.files.beside(ending).read_bytes() == alone.files.beside(ending).read_bytes()


def test_a_scene_that_fails_there_is_reported_with_the_lines_it_has_here(
    empty_folder: Path, cluster: DaskCluster
) -> None:
    path = empty_folder / "failing.py"
    path.write_text(FAILING)
    (empty_folder / "neighbour.py").write_text("def stop():\n    raise ValueError('no')\n")
    job = job_of(path, "Failing", empty_folder)
    with pytest.raises(FilmError) as there:
        film_there(job, cluster, 1)
    with pytest.raises(FilmError) as here:
        make_film(job)
    assert str(empty_folder / "neighbour.py") in str(there.value)
    assert str(there.value) == str(here.value)
    assert not job.files.film.exists()


def test_a_worker_with_another_aimath_is_refused_before_anything_is_filmed(
    empty_folder: Path, cluster: DaskCluster
) -> None:
    others = empty_folder / "others"
    shutil.copytree(Path(aimath.__file__).parent, others / "aimath", ignore=shutil.ignore_patterns("__py*"))
    with (others / "aimath/vectors.py").open("a") as file:
        file.write("\n# Another version.\n")
    address = cluster.start_worker("other", import_path=others)
    try:
        with pytest.raises(UsageError, match=f"^worker {address} is refused: .* other sources") as refused:
            examine_workers(cluster.address, describe_machine([]))
    finally:
        cluster.stop("other")
    assert "\n" not in str(refused.value)
    assert examine_workers(cluster.address, describe_machine([])) == 1
