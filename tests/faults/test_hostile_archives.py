"""An archive made to mislead is answered or refused; nothing is read out of bounds by it."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_harness import (
    READING,
    WRITING,
    arrays_of,
    copy_of,
    ids_of,
    import_everything,
    live_folder,
    make_archive,
    mutations,
    outcomes_of,
    seal,
    write_arrays,
)

CHECKOUT = Path(__file__).parents[2]
SHARDS = 24
FEW = 61
"""`make test` takes one of so many mutations."""

WRITING_AT = 5
"""One of so many mutations is also indexed and rebuilt over."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import_everything()
    return make_archive(tmp_path_factory.mktemp("hostile"))


def commands_for(archive: Path, *, writing: bool) -> list[list[str]]:
    first, second = ids_of(archive)
    names = {"ID": first, "OTHER": second}
    commands = [*READING, *(WRITING if writing else ())]
    return [[names.get(one, one) for one in command] for command in commands]


def check_outcome(outcome: str) -> None:
    """An answer, or one error of the archive that names a file; no other exception, no crash."""
    assert re.match(r"[0134]: ", outcome), outcome
    assert "Traceback" not in outcome
    if outcome.startswith("3: "):
        assert re.search(r"error: .*(generations/|CURRENT|format)", outcome), outcome


def check_mutations(sound: Path, tmp_path: Path, first: int, step: int) -> int:
    tried = 0
    for number, (name, what, apply) in enumerate(mutations(sound)):
        if number % step != first:
            continue
        archive = copy_of(sound, tmp_path / "archive")
        apply(archive)
        commands = commands_for(sound, writing=tried % WRITING_AT == 0)
        outcomes = outcomes_of(commands, archive)
        for command, outcome in zip(commands, outcomes, strict=False):
            try:
                check_outcome(outcome)
            except AssertionError as error:
                raise AssertionError(f"{name}: {what}: {' '.join(command)}: {error}") from error
        assert len(outcomes) == len(commands), (name, what, outcomes[-1])
        tried += 1
    return tried


def test_some_hostile_archives(sound: Path, tmp_path: Path) -> None:
    assert check_mutations(sound, tmp_path, 1, FEW) > 50


@pytest.mark.sweep
@pytest.mark.parametrize(
    "shard", [0, *(pytest.param(n, marks=pytest.mark.exhaustive) for n in range(1, SHARDS))]
)
def test_all_hostile_archives(sound: Path, tmp_path: Path, shard: int) -> None:
    assert check_mutations(sound, tmp_path, shard, SHARDS) > 100


def test_what_is_impossible_is_named_with_its_array(sound: Path, tmp_path: Path) -> None:
    """Not just any error: the file and the array, when they are first touched."""
    for suffix, array, value, command in (
        ("docs", "docs", 60_000, ["query", "oil"]),
        ("text", "sentence_offsets", 1 << 31, ["query", "oil"]),
        ("columns", "keyword.source.ordinals", 60_000, ["facets", "oil", "--by", "source"]),
        ("columns", "number.date", -5, ["stats"]),
        ("sketches", "entry", 60_000, ["check"]),
    ):
        archive = copy_of(sound, tmp_path / "archive")
        (path,) = live_folder(archive).glob(f"s000001.{suffix}")
        arrays = arrays_of(path)
        arrays[array][len(arrays[array]) // 2] = value
        write_arrays(path, arrays)
        seal(archive, path.name)
        (outcome,) = outcomes_of([command], archive)
        assert outcome.startswith("3: error: the archive is damaged"), outcome
        assert f"{path.name}: its array {array!r}" in outcome


def flips(folder: Path, a_file: int) -> Iterator[tuple[str, int, int]]:
    """Yield single bits: the file's name, the byte, the bit."""
    for path in sorted(folder.iterdir()):
        size = path.stat().st_size
        places = random.Random(path.name)
        for _ in range(a_file if size else 0):
            yield path.name, places.randrange(size), places.randrange(8)


def check_flips(sound: Path, tmp_path: Path, a_file: int) -> int:
    commands = commands_for(sound, writing=False)
    right = [_without_time(one) for one in outcomes_of(commands, sound)]
    tried = 0
    for name, place, bit in flips(live_folder(sound), a_file):
        archive = copy_of(sound, tmp_path / "archive")
        path = live_folder(archive) / name
        content = bytearray(path.read_bytes())
        content[place] ^= 1 << bit
        path.unlink()
        path.write_bytes(content)
        path.chmod(0o600)
        outcomes = [_without_time(one) for one in outcomes_of(commands, archive)]
        for command, outcome, wanted in zip(commands, outcomes, right, strict=True):
            named = outcome.startswith("3: ") and name in outcome
            assert named or outcome == wanted, (name, place, bit, command, outcome)
        tried += 1
    return tried


def _without_time(outcome: str) -> str:
    return re.sub(r"in [0-9.]+ s", "", outcome)


def test_a_flipped_bit_in_any_file(sound: Path, tmp_path: Path) -> None:
    assert check_flips(sound, tmp_path, 1) > 20


@pytest.mark.sweep
@pytest.mark.exhaustive
def test_many_flipped_bits_in_every_file(sound: Path, tmp_path: Path) -> None:
    assert check_flips(sound, tmp_path, 40) > 800


@pytest.mark.sweep
@pytest.mark.exhaustive
def test_hostile_archives_under_the_address_sanitizer(tmp_path: Path) -> None:
    """The loops, compiled anew with every access of memory checked, over hostile archives."""
    compiler = shutil.which("gcc")
    if compiler is None or importlib.util.find_spec("Cython") is None:
        pytest.skip("there is no gcc or no Cython to compile the loops with")
    library = subprocess.run(
        [compiler, "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    ).stdout.strip()
    if not Path(library).is_absolute():
        pytest.skip("gcc has no AddressSanitizer here")
    if not (Path(sysconfig.get_paths()["include"]) / "Python.h").exists():
        pytest.skip("Python's headers are not here")
    checked = tmp_path / "checked"
    _compile_checked(compiler, checked)
    script = (
        "import sys; from pathlib import Path; import test_hostile_archives as t;"
        "from newssearch.search import compiled as a; from newssearch.archive.columnar import"
        " compiled as b; assert a.AVAILABLE and b.AVAILABLE;"
        f"assert {str(checked)!r} in a.__file__ and {str(checked)!r} in b.__file__;"
        "folder = Path(sys.argv[1]); t.import_everything(); sound = t.make_archive(folder);"
        "print(t.check_mutations(sound, folder / 'copies', 2, 29))"
    )
    environment = {
        **os.environ,
        "LD_PRELOAD": library,
        "ASAN_OPTIONS": "detect_leaks=0:halt_on_error=1:exitcode=99",
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": os.pathsep.join(
            [str(checked), str(CHECKOUT / "tests" / "faults"), str(CHECKOUT / "tests" / "oracle")]
        ),
    }
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "work")],
        cwd=tmp_path,  # which Python looks into first
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-4000:]
    assert int(run.stdout.split()[-1]) > 100


def _compile_checked(compiler: str, folder: Path) -> None:
    """Copy the packages into a folder, their loops compiled with AddressSanitizer."""
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "tests", ".venv", ".git")
    shutil.copytree(CHECKOUT / "newssearch", folder / "newssearch", ignore=ignored)
    sources = sorted((folder / "newssearch").rglob("*.pyx"))
    assert len(sources) > 5
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    include = sysconfig.get_paths()["include"]
    subprocess.run(
        [sys.executable, "-m", "cython", "-3", *map(str, sources)],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    for source in sources:
        flags = ["-fsanitize=address", "-g", "-O1", "-fPIC", "-shared", f"-I{include}"]
        target = source.with_name(source.stem + str(suffix))
        code = source.with_suffix(".c")
        command = [compiler, *flags, str(code), "-o", str(target)]
        subprocess.run(command, check=True, capture_output=True)
