"""What installing newssearch does beside copying files: links for a checkout, and compiled loops.

The packages lie in folders at the top and are imported as parts of ``newssearch``:
a wheel holds them there, a checkout has links. Links that an sdist or a system without symbolic
links did not bring are laid here.

All ``.pyx`` files are compiled beside themselves. Where that is not possible, for want of a
compiler, newssearch is installed without them: it finds and says the same, but indexes more slowly.
"""

from __future__ import annotations

import os
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = (Path("archive", "columnar", "compiled"), Path("search", "compiled"))
LINKED = ("archive", "indexer", "search", "seeds", "tui")
"""The folders at the top that are imported, or read, as parts of ``newssearch``."""
SKIP = "NEWSSEARCH_WITHOUT_COMPILER"
"""The environment variable that, when set, says not to compile anything."""


class CompiledLoops(BuildHookInterface[Any]):
    """Compiles each ``.pyx`` file beside itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have a wheel say for which interpreter and system it was made."""
        root = Path(self.root)
        _lay_links(root)
        sources = [path for folder in FOLDERS for path in sorted((root / folder).glob("*.pyx"))]
        headers = [path for folder in FOLDERS for path in (root / folder).glob("*.pxd")]
        made = [source.with_suffix(EXTENSION_SUFFIXES[0]) for source in sources]
        if os.environ.get(SKIP):
            _remove(made)
        elif not _are_up_to_date(made, [*sources, *headers, Path(__file__)]):
            _remove(made)
            _compile(root, sources)
        if all(path.exists() for path in made):
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["artifacts"] += [str(path.relative_to(root)) for path in made]
        else:
            _remove(made)


def _lay_links(root: Path) -> None:
    """Let ``newssearch/NAME`` lead to each linked folder where it does not yet."""
    for name in LINKED:
        link = root / "newssearch" / name
        if link.is_dir():
            continue
        link.unlink(missing_ok=True)  # what git writes where there are no symbolic links: a text
        try:
            link.symlink_to(Path("..", name), target_is_directory=True)
        except OSError:
            if os.name != "nt":
                raise
            import _winapi  # noqa: PLC0415

            _winapi.CreateJunction(str(root / name), str(link))


def _remove(made: list[Path]) -> None:
    for path in made:
        path.unlink(missing_ok=True)


def _are_up_to_date(made: list[Path], sources: list[Path]) -> bool:
    newest = max(path.stat().st_mtime for path in sources)
    return all(path.exists() and path.stat().st_mtime >= newest for path in made)


def _compile(root: Path, sources: list[Path]) -> None:
    """Compile each source beside itself; what cannot be compiled is said and left out."""
    from Cython.Build import cythonize  # noqa: PLC0415
    from setuptools import Distribution, Extension  # noqa: PLC0415

    # products and sums are not fused, so that scores are the same on every processor
    flags = [] if os.name == "nt" else ["-O3", "-g0", "-ffp-contract=off"]
    extensions = [
        Extension(
            ".".join(("newssearch", *source.relative_to(root).with_suffix("").parts)),
            [str(Path("newssearch", source.relative_to(root)))],
            extra_compile_args=flags,
        )
        for source in sources
    ]
    before = Path.cwd()
    os.chdir(root)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            loops = cythonize(extensions, build_dir=scratch, quiet=True, language_level=3)
            for loop in loops:
                loop.optional = True
            command = Distribution({"ext_modules": loops}).get_command_obj("build_ext")
            command.inplace = True
            command.parallel = True
            command.build_lib = command.build_temp = scratch
            command.ensure_finalized()
            command.run()
    finally:
        os.chdir(before)
