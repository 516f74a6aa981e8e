"""The benchmark of rendering measures what it says."""

import io
import json
import math
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from aimath.studio.encoding import open_sink
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video
from benchmarks import bench_profile
from benchmarks.contenders import Subject, subjects
from benchmarks.edits import FUNCTION, LESSON, MATH, ROLL, Edited, Edits
from benchmarks.likeness import likeness
from benchmarks.processes import Cost, run
from benchmarks.raw_frames import EncodingAlone
from benchmarks.render_report import Compared, Film, as_data, table, targets
from benchmarks.scene_profile import MEMORY_PARTS, PARTS

ROOT = Path(__file__).parent.parent
QUICK, SLOW = Cost(1.0, 2.0, 100.0), Cost(20.0, 20.0, 500.0)


def compared(ours: Cost, name: str = "vectors", *, similarity: float = 0.99) -> Compared:
    subject = Subject(name, Path("x.py"), "X", is_lesson=True)
    return Compared(subject, Film(SLOW, 2.0, 10, 0.99), Film(ours, 1.0, 10, similarity), floor=1.0)


def missed(pair: Compared, edits: Edits | None = None) -> list[str]:
    return [target.name for target in targets([pair], edits) if not target.is_met]


def test_a_command_costs_the_time_and_memory_of_its_children_too(tmp_path: Path) -> None:
    child = "import time; room = bytearray(b'1' * 90_000_000); began = time.process_time()\n"
    child += "while time.process_time() < began + 0.5: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    cost = run([sys.executable, "-c", parent], tmp_path).cost
    assert 0.5 < cost.cpu < 10
    assert cost.wall > 0.5
    assert 90 < cost.memory < 300


def test_a_command_that_fails_stops_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)


def test_a_film_is_like_its_own_frames_and_unlike_others(tmp_path: Path) -> None:
    settings = FilmSettings("draft")
    width, height = settings.pixels
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 256, (4, height // 8, width // 8 + 1, 4), dtype=np.uint8)
    frames = [np.kron(each, np.ones((8, 8, 1), dtype=np.uint8))[:height, :width] for each in coarse]
    for frame in frames:
        frame[..., 3] = 255
    sink = EncodingAlone(lambda: open_sink(tmp_path / "film.mp4", settings), tmp_path, every=1)
    for frame in frames:
        sink.write(FilmFrame.of_pixels(np.ascontiguousarray(frame)), repeat=2)
    sink.close()
    assert sink.frames == 8
    assert sink.seconds > 0
    samples = {int(path.stem): path for path in tmp_path.glob("*.png")}
    assert sorted(samples) == list(range(8))
    assert np.array_equal(np.asarray(Image.open(samples[3])), frames[1])
    own, count = likeness(tmp_path / "film.mp4", samples)
    other, _ = likeness(tmp_path / "film.mp4", {0: samples[2], 4: samples[6]})
    assert count == 8
    assert own > 0.9 > other


def test_frames_are_kept_at_irregular_steps_so_that_no_encoder_is_favoured(tmp_path: Path) -> None:
    settings = FilmSettings("draft")
    sink = EncodingAlone(lambda: open_sink(tmp_path / "film.mp4", settings), tmp_path, every=5)
    sink.write(FilmFrame.of_pixels(np.zeros((*settings.pixels[::-1], 4), dtype=np.uint8)), repeat=300)
    sink.close()
    steps = np.diff(sorted(int(path.stem) for path in tmp_path.glob("*.png")))
    assert set(steps) == set(range(1, 10))
    assert 4 < steps.mean() < 6


def test_every_piece_of_a_film_has_an_encoder_of_its_own_as_when_it_is_rendered(tmp_path: Path) -> None:
    settings = FilmSettings("draft")
    black, white = (
        FilmFrame.of_pixels(np.full((*settings.pixels[::-1], 4), grey, dtype=np.uint8)) for grey in (0, 255)
    )
    opened: list[Video] = []
    pieces = [io.BytesIO() for _ in range(2)]

    def open_encoder() -> Video:
        opened.append(Video(pieces[len(opened)], settings))
        return opened[-1]

    alone = EncodingAlone(open_encoder, tmp_path, every=5)
    alone.write(black, repeat=3)
    alone.end_piece()
    alone.end_piece()
    alone.write(white)
    alone.close()
    counts = []
    for piece in pieces:
        with av.open(io.BytesIO(piece.getvalue())) as film:
            counts.append(sum(1 for _ in film.decode(video=0)))
    assert counts == [3, 1]


def test_a_target_that_is_missed_is_named() -> None:
    assert missed(compared(QUICK)) == []
    assert missed(compared(QUICK, similarity=0.98)) == ["vectors: SSIM less Manim's"]
    slow = missed(compared(Cost(30.0, 30.0, 450.0)))
    assert "vectors: megabytes of memory" in slow
    assert "times faster than Manim, worst scene" in slow


def test_films_that_change_without_need_or_stay_in_need_are_wrong() -> None:
    right = Edited(FUNCTION, QUICK, [LESSON], [LESSON])
    assert missed(compared(QUICK), Edits({1: SLOW, 2: SLOW}, [right])) == []
    stayed = Edited(FUNCTION, SLOW, [], [LESSON])
    needless = Edited("a comment", QUICK, ["vectors"], [])
    assert missed(compared(QUICK), Edits({1: SLOW, 2: SLOW}, [needless])) == [
        "wrong films after an edit of a comment"
    ]
    assert missed(compared(QUICK), Edits({1: SLOW, 2: SLOW}, [stayed])) == [
        f"wrong films after an edit of {FUNCTION}",
        "times faster than all cold after an edit of one function",
    ]


def test_the_report_holds_what_was_measured() -> None:
    pairs, edits = [compared(QUICK)], Edits({1: SLOW, 2: QUICK}, [Edited("a comment", QUICK, [], [])])
    assert "| vectors | 20.0 → 1.0 | 20.0 | 1.0 s |" in table(pairs, edits)
    data = as_data(pairs, edits, targets(pairs, edits))
    assert math.isclose(data["scenes"]["vectors"]["times_faster"], 20.0)
    assert data["lessons"]["edited"][0]["name"] == "a comment"


def test_the_scenes_and_the_line_to_edit_are_there() -> None:
    known = subjects(ROOT)
    assert LESSON in known
    assert all(
        f"class {subject.class_name}(" in (ROOT / subject.path).read_text() for subject in known.values()
    )
    math_text = (ROOT / MATH).read_text()
    assert math_text.index("def momentum(") < math_text.index(ROLL) < math_text.index("def nesterov(")


def test_a_profile_tells_what_the_processor_time_and_memory_of_a_film_went_into() -> None:
    # Long enough for its encoder to have all the pictures that it keeps.
    target = "tests/bench_scenes/moving_camera.py:MovingCameraWalk"
    ran = run([sys.executable, "-m", "benchmarks.scene_profile", target, "draft"], ROOT)
    found = json.loads(ran.output)
    assert 0 < found["drawn"] <= found["frames"]
    assert set(found["seconds"]) == set(PARTS)
    assert min(found["seconds"].values()) > 0
    assert sum(found["seconds"].values()) < ran.cost.cpu
    assert set(found["megabytes"]) == set(MEMORY_PARTS)
    assert min(found["megabytes"].values()) > 0
    assert sum(found["megabytes"].values()) < 1.2 * ran.cost.memory


def test_a_row_of_the_profile_has_every_part_with_its_share() -> None:
    seconds = dict.fromkeys(PARTS, 1.0) | {"encoding": 6.0}
    row = bench_profile.row("vectors", 120, 60, seconds, dict.fromkeys(MEMORY_PARTS, 50.4))
    assert row.startswith("| vectors | 120 | 60 | 10.0 | 1.0 (10%) |")
    assert row.endswith("| 6.0 (60%) | 151 | 50 | 50 | 50 |")
