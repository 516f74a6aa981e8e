"""`aimath render` makes whole films with true records, and leaves nothing broken behind."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from aimath.studio.cli import run
from aimath.studio.freshness.versions import versions
from tests.studio.lessons import LESSON, PLAIN, write_lesson

DRAFT = ("-q", "draft")
WANDERING = """
import os
import to_data
from manim import *


class Wandering(Scene):
    def construct(self):
        with open("sides.txt") as file:
            shape = RegularPolygon(int(file.read()))
        os.chdir("..")
        self.play(Create(shape), run_time=0.5)
        self.play(shape.animate.shift(RIGHT), run_time=0.5)
"""


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def frames_of(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a film that was rendered once, for all who look at it."""
    folder = tmp_path_factory.mktemp("studio")
    write_lesson(folder)
    command = [sys.executable, "-m", "aimath", "render", "small", *DRAFT]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "media" / "small"


def test_a_film_comes_with_captions_poster_and_record(film: Path) -> None:
    assert files_in(film) == [f"small-draft.{ending}" for ending in ("json", "mp4", "png", "srt", "vtt")]


def test_the_video_is_what_players_expect(film: Path) -> None:
    with av.open(str(film / "small-draft.mp4")) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height) == (854, 480)
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1
        assert stream.average_rate == 15
        times = [packet.pts for packet in container.demux(stream) if packet.pts is not None]
    assert len(set(np.diff(sorted(times)))) == 1


def test_the_index_stands_before_the_pictures(film: Path) -> None:
    data = (film / "small-draft.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_film_is_as_long_as_its_record_says_and_moves(film: Path) -> None:
    record = json.loads((film / "small-draft.json").read_text())
    frames = frames_of(film / "small-draft.mp4")
    assert len(frames) == record["frames"]
    assert record["length"] == pytest.approx(len(frames) / 15, abs=1e-3)
    assert frames[-1].std() > 2
    assert any(np.abs(frame.astype(int) - frames[0]).max() > 100 for frame in frames)


def test_the_ground_has_the_colour_of_the_theme(film: Path) -> None:
    corner = frames_of(film / "small-draft.mp4")[-1][470, 10].astype(int)
    assert np.abs(corner - [0x0B, 0x11, 0x1E]).max() <= 3


def test_the_record_tells_sections_narration_numbers_and_versions(film: Path) -> None:
    record = json.loads((film / "small-draft.json").read_text())
    assert [part["name"] for part in record["sections"]] == ["word", "number"]
    assert record["sections"][0]["start"] == 0
    assert [beat["text"] for beat in record["narration"]] == ["This is a word.", "The slope is 0.50."]
    assert record["numbers"] == {"slope": 0.5, "count": 3}
    assert {"section": "number", "text": "0.50", "value": 0.5, "spec": ".2f"}.items() <= record["shown"][
        0
    ].items()
    assert record["versions"] == versions()
    assert record["seed"] == 0


def test_the_captions_say_the_narration_at_its_time(film: Path) -> None:
    record = json.loads((film / "small-draft.json").read_text())
    text = (film / "small-draft.srt").read_text()
    seconds = float(re.search(r"2\n00:00:(\d+,\d+)", text)[1].replace(",", "."))  # type: ignore[index]
    assert seconds == pytest.approx(record["narration"][1]["start"], abs=0.002)
    assert "The slope is 0.50." in text


def test_the_poster_is_the_frame_that_the_lesson_chose(film: Path) -> None:
    poster = np.asarray(Image.open(film / "small-draft.png").convert("RGB")).astype(int)
    distances = [np.abs(frame - poster).mean() for frame in frames_of(film / "small-draft.mp4")]
    assert min(distances) < 2
    assert distances[-1] > min(distances)


def test_a_changed_number_changes_film_captions_and_names(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small", "-s", "slope=0.75", *DRAFT]) == 0
    folder = empty_folder / "media" / "small"
    assert "The slope is 0.75." in (folder / "small-slope=0.75-draft.srt").read_text()
    record = json.loads((folder / "small-slope=0.75-draft.json").read_text())
    assert record["numbers"]["slope"] == 0.75
    assert [shown["text"] for shown in record["shown"]] == ["0.75"]


def test_one_section_can_be_filmed_alone(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small:number", *DRAFT]) == 0
    record = json.loads((empty_folder / "media" / "small" / "small-number-draft.json").read_text())
    assert [part["name"] for part in record["sections"]] == ["number"]
    assert record["sections"][0]["start"] == record["shown"][0]["time"] * 0
    assert len(record["narration"]) == 1


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (854, 480)), ("9:16", (480, 854)), ("1:1", (480, 480))]
)
def test_a_still_has_the_shape_asked_for(empty_folder: Path, aspect: str, size: tuple[int, int]) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small", "-f", "png", "-o", "still.png", "--aspect", aspect, *DRAFT]) == 0
    with Image.open("still.png") as still:
        assert still.size == size
    assert {path.name for path in empty_folder.glob("still*")} == {"still.png", "still.png.json"}


def test_a_light_film_has_a_light_ground(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small", "-f", "png", "-o", "still.png", "--theme", "light", *DRAFT]) == 0
    with Image.open("still.png") as still:
        assert np.asarray(still.convert("RGB"))[-5, 5].min() > 240


@pytest.mark.parametrize("ending", ["webm", "mov"])
def test_a_transparent_film_has_no_ground(empty_folder: Path, ending: str) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small:word", "-f", ending, "--transparent", "-o", f"clear.{ending}", *DRAFT]) == 0
    with av.open(f"clear.{ending}") as container:
        # FFmpeg's own VP9 decoder leaves out the alpha channel; libvpx reads it.
        codec = av.CodecContext.create("libvpx-vp9", "r") if ending == "webm" else None
        frames = []
        for packet in container.demux(video=0):
            frames += (codec or packet.stream.codec_context).decode(packet)
    alpha = frames[-1].to_ndarray(format="rgba")[..., 3]
    assert alpha[-5, 5] == 0
    assert alpha.max() > 200


def test_frames_are_numbered_pictures_in_a_folder(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small:word", "-f", "frames", *DRAFT]) == 0
    folder = empty_folder / "media" / "small" / "small-word-draft-frames"
    record = json.loads((empty_folder / "media" / "small" / "small-word-draft-frames.json").read_text())
    assert len(list(folder.glob("*.png"))) == record["frames"]
    assert (folder / "000001.png").is_file()


@pytest.mark.parametrize("scene", ["Square2", "Turning"])
def test_anybodys_plain_scene_can_be_filmed(empty_folder: Path, scene: str) -> None:
    (empty_folder / "mine.py").write_text(PLAIN)
    assert run(["render", f"mine.py:{scene}", *DRAFT]) == 0
    assert len(frames_of(empty_folder / "media" / scene / f"{scene}-draft.mp4")) >= 4


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_scene_that_changes_the_current_folder_is_filmed_where_others_are(
    jobs: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = empty_folder / "talk"
    (folder / "data").mkdir(parents=True)
    (folder / "mine.py").write_text(WANDERING)
    (folder / "to_data.py").write_text('import os\nos.chdir(os.path.dirname(__file__) + "/data")\n')
    (folder / "data" / "sides.txt").write_text("3")
    before = files_in(folder)
    assert run(["render", "talk/mine.py:Wandering", "-j", jobs, *DRAFT]) == 0
    assert files_in(empty_folder / "media" / "Wandering") == [
        f"Wandering-draft.{e}" for e in ("json", "mp4", "png")
    ]
    assert [name for name in files_in(folder) if "__pycache__" not in name] == before
    capsys.readouterr()
    run(["status", "Wandering"])
    assert "Wandering: fresh" in capsys.readouterr().out
    (folder / "data" / "sides.txt").write_text("4")
    run(["status", "Wandering"])
    assert "talk/data/sides.txt" in capsys.readouterr().out


def test_a_plain_scene_that_plays_nothing_has_a_still_but_no_film(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "mine.py").write_text(PLAIN)
    assert run(["render", "mine.py:Still", "-f", "png", *DRAFT]) == 0
    assert run(["render", "mine.py:Still", *DRAFT]) == 1
    assert "plays nothing" in capsys.readouterr().err
    assert not (empty_folder / "media" / "Still" / "Still-draft.mp4").exists()


def test_the_json_result_names_films_and_errors(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small:word", "--json", *DRAFT]) == 0
    report = json.loads(capsys.readouterr().out)
    (made,) = report["films"]
    assert Path(made["film"]).is_file()
    assert made["frames"] > 0
    assert report["errors"] == []


def test_ctrl_c_stops_with_130_and_leaves_no_half_file(empty_folder: Path) -> None:
    write_lesson(empty_folder, source=LESSON.replace("run_time=0.4", "run_time=600"))
    command = [sys.executable, "-m", "aimath", "render", "small", *DRAFT]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "frame" in line:
            break
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "stopped" in errors
    assert "Traceback" not in errors
    assert files_in(empty_folder / "media" / "small") == []
