"""Files come to be whole, or not at all."""

import os
from pathlib import Path

from aimath.studio.encoding import FrameFolder
from aimath.studio.whole_files import writing


def test_what_a_killed_process_of_the_same_number_has_left_is_not_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "film-frames"
    for left in (f".film-frames.partial-{os.getpid()}", f".film-frames.partial-{os.getpid()}.old"):
        (tmp_path / left).mkdir()
        (tmp_path / left / "000007.png").touch()
    folder.mkdir()
    (folder / "000001.png").touch()
    with writing(folder) as temporary:
        FrameFolder(temporary)
        (temporary / "000002.png").touch()
    assert list(tmp_path.iterdir()) == [folder]
    assert [path.name for path in folder.iterdir()] == ["000002.png"]
