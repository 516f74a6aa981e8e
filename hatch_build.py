"""Compile what is written in C, for a wheel or in place; where there is no compiler, aimath does without."""

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

ENDING = sysconfig.get_config_var("EXT_SUFFIX")
# Rounding has to be that of Cairo and NumPy, which are compiled without fused multiplications.
ROUNDING = ["-ffp-contract=off"]
# Nobody asks for error numbers and traps of arithmetic, and without them more of it is done at a time.
SPEED = ["-O3", "-fno-math-errno", "-fno-trapping-math"]
OPTIONS = ["-g0", *ROUNDING, *SPEED] if os.name == "posix" else []


class CompiledModules(BuildHookInterface[Any]):
    """Adds compiled modules to wheels; an editable install gets them beside their sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them before anything is packed."""
        if self.target_name != "wheel":
            return
        self._folder = tempfile.mkdtemp()
        root = Path(self.root)
        for source in sorted((root / "aimath").rglob("*.c")):
            place = source.with_suffix(ENDING)
            try:
                built = compiled(source, Path(self._folder))
            except (BaseError, CCompilerError) as error:
                print(f"{source.name} was not compiled, drawing will be slower: {error}", file=sys.stderr)
                if version == "editable":
                    # What an older source gave would not be told from what this one gives.
                    place.unlink(missing_ok=True)
                continue
            if version == "editable":
                # Whoever runs the one that is there keeps it.
                new = shutil.copy(built, place.with_name(f"{place.name}.new"))
                new.replace(place)
            else:
                build_data["force_include"][str(built)] = place.relative_to(root).as_posix()
                build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was packed."""
        if self.target_name == "wheel":
            shutil.rmtree(self._folder)


def compiled(source: Path, folder: Path) -> Path:
    """Compile one module into a folder, and return the file.

    Raises:
        BaseError, CCompilerError: if it cannot be compiled.
    """
    extension = Extension(source.stem, [source.name], extra_compile_args=OPTIONS)
    command = build_ext(Distribution({"ext_modules": [extension]}))
    command.build_lib = command.build_temp = str(folder)
    command.ensure_finalized()
    # Where a source is, seen from here, would be part of where its object is put.
    before = Path.cwd()
    os.chdir(source.parent)
    try:
        command.run()
    finally:
        os.chdir(before)
    return folder / f"{source.stem}{ENDING}"
