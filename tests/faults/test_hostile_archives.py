"""An archive made to mislead is answered or refused; nothing is read out of bounds by it."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from commands_aside import (
    READING,
    WRITING,
    commands_on,
    import_everything,
    outcomes_of,
    reads_of,
)
from hostile_harness import (
    Mutation,
    array_places,
    arrays_of,
    copy_of,
    live_folder,
    make_archive,
    mutations,
    seal,
    write_arrays,
)

from newssearch.archive.errors import ArchiveDamaged

CHECKOUT = Path(__file__).parents[2]
SHARDS = 4
FEW = 61
"""`make test` takes one of so many mutations."""

ALL_AT = 20
"""At one of so many mutations commands are carried out, too, that do not read what changed."""

MOST_SHOWN = 20

WRITING_AT = 5
"""One of so many mutations is also written over, by each of the commands that write in turn."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import_everything()
    return make_archive(tmp_path_factory.mktemp("hostile"))


TRUE_OF_WHAT_CHANGED = (
    ("", "2: error: no folder was named, and the archive remembers none"),
    ("", "2: error: the folder .* is not remembered"),
    ("", "7: error: the folder .* is missing"),
    ("keyword.id", "2: error: no article has the id "),
    (".stored", "7: error: the article was added through Python, not from a file"),
    ("sources.json", "2: error: .* of this archive added through Python would be lost"),
)
"""Refusals that are right of an archive that was made to remember other folders, to give articles
other ids or paths, or to tell of more that came through Python: in what was changed, and what."""


def check_outcome(outcome: str, changed: str) -> None:
    """An answer, or one error of the archive that names a file; no other exception, no crash."""
    right = [words for part, words in TRUE_OF_WHAT_CHANGED if part in changed]
    assert re.match("|".join(("[0134]: ", *right)), outcome), outcome
    assert "Traceback" not in outcome
    if outcome.startswith("3: "):
        assert re.search(r"error: .*(generations/|CURRENT|format)", outcome), outcome


def check_mutations(sound: Path, tmp_path: Path, first: int, step: int) -> int:
    """Return how many mutations were tried.

    A command that does not read an array in the sound archive does the same in one where nothing
    but that array changed, so it is left out; it is the same with files.
    """
    reading, writing = commands_on(sound, READING), commands_on(sound, WRITING)
    reads = reads_of(reading, sound)
    writes = [reads_of([one], copy_of(sound, tmp_path / "archive"))[0] for one in writing]
    tried = 0
    wrong: list[str] = []
    for mutation in itertools.islice(mutations(sound), first, None, step):
        changed = f"{mutation.file} {mutation.array}".rstrip()
        everything = tried % ALL_AT == 0
        commands = [
            command
            for command, read in zip(reading, reads, strict=True)
            if everything or changed in read
        ]
        writers = [one for one, read in zip(writing, writes, strict=True) if changed in read]
        if writers and (tried % WRITING_AT == 0 or not commands):
            commands.append(writers[tried // WRITING_AT % len(writers)])
        assert commands, (changed, "is read by no command")
        wrong += _wrong_outcomes(mutation, commands, copy_of(sound, tmp_path / "archive"))
        tried += 1
    assert not wrong, "\n\n".join([f"{len(wrong)} of {tried}", *wrong[:MOST_SHOWN]])
    return tried


def _wrong_outcomes(mutation: Mutation, commands: list[list[str]], archive: Path) -> Iterator[str]:
    mutation.apply(archive)
    where = f"{mutation.file} {mutation.array} {mutation.what}"
    outcomes = outcomes_of(commands, archive)
    for command, outcome in zip(commands, outcomes, strict=False):
        try:
            check_outcome(outcome, f"{mutation.file} {mutation.array}")
        except AssertionError as error:
            yield f"{where}: {' '.join(command)}: {error}"
    if len(outcomes) < len(commands):
        yield f"{where}: no command was run after: {outcomes[-1]}"


def test_some_hostile_archives(sound: Path, tmp_path: Path) -> None:
    assert check_mutations(sound, tmp_path, 1, FEW) > 50


@pytest.mark.sweep
@pytest.mark.exhaustive
@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_hostile_archives(sound: Path, tmp_path: Path, shard: int) -> None:
    assert check_mutations(sound, tmp_path, shard, SHARDS) > 1000


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


def test_offsets_of_eight_bytes_are_merged_as_those_of_four(sound: Path, tmp_path: Path) -> None:
    """The format allows both; NumPy does not add them up alike."""
    archive = copy_of(sound, tmp_path / "archive")
    (path,) = live_folder(archive).glob("s000001.terms")
    arrays = arrays_of(path)
    assert arrays["position_start"].dtype == np.dtype("<u4")
    write_arrays(path, {**arrays, "position_start": arrays["position_start"].astype("<u8")})
    seal(archive, path.name)
    (outcome,) = outcomes_of([["compact"]], archive)
    assert outcome.startswith("0: "), outcome


def flips(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield single bits: the file's name, the byte, the bit.

    Of a file of arrays they are in its magic, in each array, in its directory, and in each field
    of its footer; of another file some bytes anywhere.
    """
    for path in sorted(folder.iterdir()):
        size = path.stat().st_size
        chosen = random.Random(path.name)
        places = sorted({chosen.randrange(size) for _ in range(12)}) if size else []
        with contextlib.suppress(ArchiveDamaged):
            places = sorted(_places_of_arrays(path, chosen))
        for place in places:
            yield path.name, place, chosen.randrange(8)


def _places_of_arrays(path: Path, chosen: random.Random) -> Iterator[int]:
    """Yield a byte of each part of a file of arrays."""
    size = path.stat().st_size
    yield from (0, 7)
    for begin, end in array_places(path):
        if end > begin:
            yield chosen.randrange(begin, end)
    footer = size - 32
    directory, checksums = struct.unpack_from("<QQ", path.read_bytes(), footer)
    yield chosen.randrange(directory, checksums)
    yield chosen.randrange(checksums, footer)
    yield from (footer + field for field in (0, 8, 16, 20, 24, 28))


def check_flips(sound: Path, tmp_path: Path, first: int, step: int) -> int:
    reading = commands_on(sound, READING)
    reads = reads_of(reading, sound)
    right = [_without_time(one) for one in outcomes_of(reading, sound)]
    tried = 0
    for name, place, bit in itertools.islice(flips(live_folder(sound)), first, None, step):
        chosen = [number for number, read in enumerate(reads) if name in read]
        archive = copy_of(sound, tmp_path / "archive")
        path = live_folder(archive) / name
        content = bytearray(path.read_bytes())
        content[place] ^= 1 << bit
        path.unlink()
        path.write_bytes(content)
        path.chmod(0o600)
        outcomes = outcomes_of([reading[number] for number in chosen], archive)
        for number, outcome in zip(chosen, map(_without_time, outcomes), strict=True):
            named = outcome.startswith("3: ") and name in outcome
            assert named or outcome == right[number], (name, place, bit, reading[number], outcome)
        tried += 1
    return tried


def _without_time(outcome: str) -> str:
    return re.sub(r"in [0-9.]+ s", "", outcome)


def test_a_flipped_bit_in_some_places(sound: Path, tmp_path: Path) -> None:
    assert check_flips(sound, tmp_path, 0, 13) > 30


@pytest.mark.sweep
@pytest.mark.exhaustive
def test_a_flipped_bit_in_every_part_of_every_file(sound: Path, tmp_path: Path) -> None:
    assert check_flips(sound, tmp_path, 0, 1) > 400


@pytest.mark.sweep
def test_hostile_archives_under_the_address_sanitizer(tmp_path: Path) -> None:
    """The loops, compiled with every memory access checked, over hostile archives."""
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
        flags = ["-fsanitize=address", "-g1", "-O0", "-fPIC", "-shared", f"-I{include}"]
        target = source.with_name(source.stem + str(suffix))
        code = source.with_suffix(".c")
        command = [compiler, *flags, str(code), "-o", str(target)]
        subprocess.run(command, check=True, capture_output=True)
