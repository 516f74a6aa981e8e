"""Compare a frame with its golden picture, and leave pictures of the difference when they disagree."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.golden import write_golden

# Antialiasing may differ by a little between versions of Cairo; a moved or recoloured thing by far more.
CHANNEL_TOLERANCE = 24
TILE = 24
SHARE_OF_TILE = 0.05

Frame = NDArray[np.uint8]


@dataclass(frozen=True)
class Comparison:
    """How much two pictures differ: the largest share of a tile's pixels that are beyond the tolerance."""

    share: float
    difference: Frame

    @property
    def same(self) -> bool:
        return self.share <= SHARE_OF_TILE


def compare(got: Frame, expected: Frame) -> Comparison:
    if got.shape != expected.shape:
        return Comparison(1.0, got)
    distance = np.abs(got.astype(int) - expected.astype(int)).max(axis=-1)
    # A small label that moves is nothing to the whole frame, but everything to the tile it is in.
    beyond = np.pad(distance > CHANNEL_TOLERANCE, [(0, -size % TILE) for size in distance.shape])
    tiles = beyond.reshape(beyond.shape[0] // TILE, TILE, -1, TILE).mean(axis=(1, 3))
    return Comparison(float(tiles.max()), distance.clip(0, 255).astype(np.uint8))


def check_golden(got: Frame, path: Path, folder: Path, *, update: bool) -> None:
    """Fail unless `got` is the golden picture at `path`; with `update`, make it so."""
    picture = Image.fromarray(got[..., :3])
    if update:
        write_golden(got, path)
        return
    assert path.is_file(), (
        f"{path.name} has no golden frame yet; run scripts/test --update-golden and look at it"
    )
    expected = np.asarray(Image.open(path).convert("RGB"))
    comparison = compare(got[..., :3], expected)
    if comparison.same:
        return
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / f"{path.stem}-got.png")
    Image.fromarray(expected).save(folder / f"{path.stem}-expected.png")
    Image.fromarray(comparison.difference).save(folder / f"{path.stem}-difference.png")
    raise AssertionError(
        f"{path.name}: {comparison.share:.0%} of a tile differs; see {folder}/{path.stem}-*.png, "
        "and if the change is meant, run scripts/test --update-golden"
    )
