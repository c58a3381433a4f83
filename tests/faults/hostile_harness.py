"""Archives that somebody made to mislead: files changed on purpose, all checksums made again.

Each array of each file is emptied, cut, reversed, shuffled, shifted, given another type or values
that are impossible; then checksums, manifest and pointer are written as if it had always been so.
What says the same as another mutation of the array, or as the sound archive, is left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.stored import compress_entries, write_stored
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.manifest import Manifest, digest
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import index_paths

Array = NDArray[Any]


class Mutation(NamedTuple):
    """One thing that is done to an archive."""

    file: str
    array: str
    """The array that is changed, empty where it is the file as a whole."""

    what: str
    apply: Callable[[Path], None]


def _text(number: int) -> str:
    words = " ".join(f"word{number * n % 53} oil prices" for n in range(1, 30))
    return (
        f"Report {number} on oil prices\n\nBy Ann Example\n\n"
        f"LONDON, March {number % 27 + 1}, 1991 - "
        f'The scud missile fell. "Oil prices rise," John Smith said on Monday.\n\n{words}.\n\n'
        f'"We shall see what turn {number} brings to the market," Smith said. Ministers agreed.\n'
    )


def make_archive(folder: Path) -> Path:
    """Make an archive of two segments with deletions and copies, and its sources beside it.

    One of these has come since, so that ``index`` has something to do.
    """
    news, archive = folder / "news", folder / "archive"
    news.mkdir(parents=True)
    for number in range(40):
        (news / f"{number}.txt").write_text(_text(number % 36))
    index_paths(archive, [news], workers=1)
    for number in range(40, 42):
        (news / f"{number}.txt").write_text(_text(number))
    for number in (3,):
        (news / f"{number}.txt").unlink()
    index_paths(archive, workers=1)
    (news / "late.txt").write_text(_text(42))
    with Generation(archive, LAYOUT) as generation:
        assert len(generation.segments) == 2
        assert generation.segments[0].deleted is not None
        assert len(generation.groups)
    return archive


def ids_of(archive: Path) -> list[str]:
    with Generation(archive, LAYOUT) as generation:
        return [name for name in generation.segments[-1].keywords("id").names() if name][:2]


def copy_of(archive: Path, target: Path) -> Path:
    """Copy an archive: what is to be changed is changed in the copy."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(archive, target, copy_function=_link)
    return target


def _link(source: str, target: str) -> None:
    os.link(source, target)


def live_folder(archive: Path) -> Path:
    return archive / "generations" / read_current(archive)[0]


def seal(archive: Path, *changed: str) -> None:
    """Write manifest and pointer as if the changed files had always been as they are."""
    folder = live_folder(archive)
    path = folder / "MANIFEST"
    manifest = Manifest.decode(path.read_bytes(), path)
    files = {**manifest.files, **{name: digest(folder / name) for name in changed}}
    _replace(path, replace(manifest, files=files).encode())
    seal_manifest(archive)


def seal_manifest(archive: Path) -> None:
    """Write the pointer as if the manifest had always been as it is."""
    content = (live_folder(archive) / "MANIFEST").read_bytes()
    pointer = json.loads((archive / "CURRENT").read_bytes())
    pointer["manifest_sha256"] = hashlib.sha256(content).hexdigest()
    _replace(archive / "CURRENT", json.dumps(pointer).encode())


def _replace(path: Path, content: bytes) -> None:
    path.unlink()  # it is a link to the sound archive's
    path.write_bytes(content)
    path.chmod(0o600)


def arrays_of(path: Path) -> dict[str, Array]:
    file = ArrayFile(path)
    return {name: file[name].all().copy() for name in file}


def array_places(path: Path) -> Iterator[tuple[int, int]]:
    """Yield where each array of a file begins and ends, in bytes."""
    for code, offset, count in ArrayFile(path)._directory.values():
        yield offset, offset + count * np.dtype(code).itemsize


def write_arrays(path: Path, arrays: dict[str, Array]) -> None:
    path.unlink()
    with ArrayFileWriter(path) as file:
        for name, array in arrays.items():
            file.add(name, array)
    path.chmod(0o600)


def mutations(archive: Path) -> Iterator[Mutation]:
    """Yield everything that is done to an archive, the same in every run."""
    folder = live_folder(archive)
    with Generation(archive, LAYOUT) as generation:
        names = sorted(generation.manifest.files)
    for name in names:
        try:
            arrays = arrays_of(folder / name)
        except Exception:  # noqa: BLE001 - not a file of arrays
            continue
        for array, values in arrays.items():
            met = {_said_by(values)}
            for what, change in _changes(values, name + array):
                said = _said_by(change(values))
                if said not in met:
                    met.add(said)
                    yield Mutation(name, array, what, _changing(name, array, change))
            yield Mutation(name, array, "missing", _changing(name, array, None))
    stored = [name for name in names if name.endswith(".stored")]
    for name in stored:
        for what, rewrite in _ROWS.items():
            yield Mutation(name, "", f"articles with {what}", _rewriting(name, rewrite))
    for what, edit in _MANIFESTS.items():
        yield Mutation("MANIFEST", "", what, _editing("MANIFEST", edit))
    for what, edit in _SOURCES.items():
        yield Mutation("sources.json", "", what, _editing("sources.json", edit))


def _said_by(values: Array) -> tuple[str, bytes]:
    return values.dtype.str, values.tobytes()


def _changing(
    name: str, array: str, change: Callable[[Array], Array] | None
) -> Callable[[Path], None]:
    def apply(archive: Path) -> None:
        path = live_folder(archive) / name
        arrays = arrays_of(path)
        if change is None:
            del arrays[array]
        else:
            arrays[array] = change(arrays[array])
        write_arrays(path, arrays)
        seal(archive, name)

    return apply


def _changes(values: Array, seed: str) -> Iterator[tuple[str, Callable[[Array], Array]]]:
    """Yield what may be done to an array."""
    other = random.Random(seed)
    order = list(range(len(values)))
    other.shuffle(order)
    place = other.randrange(len(values)) if len(values) else 0
    most = np.iinfo(values.dtype).max
    yield "emptied", lambda v: v[:0]
    yield "one longer", lambda v: np.append(v, v[-1:] if len(v) else [0]).astype(v.dtype)
    if not len(values):
        return
    yield "cut by one", lambda v: v[:-1]
    yield "cut in half", lambda v: v[: len(v) // 2]
    yield "without its first", lambda v: v[1:]
    yield "reversed", lambda v: v[::-1].copy()
    yield "shuffled", lambda v: v[order]
    yield "zero", np.zeros_like
    yield "greatest", lambda v: np.full_like(v, most)
    yield "one greatest", lambda v: _with(v, place, most)
    yield "last greatest", lambda v: _with(v, -1, most)
    yield "first greatest", lambda v: _with(v, 0, most)
    yield "one half as great", lambda v: _with(v, place, most // 2)
    yield "one more", lambda v: (v + np.ones(1, v.dtype)).astype(v.dtype)
    yield "one less", lambda v: (v - np.ones(1, v.dtype)).astype(v.dtype)
    yield "one a little greater", lambda v: _with(v, place, min(int(v[place]) + 1, most))
    yield "doubled", lambda v: (v * np.full(1, 2, v.dtype)).astype(v.dtype)
    for code in ("|u1", "<u2", "<u4", "<u8", "<i4", "<f8"):
        if np.dtype(code) != values.dtype:
            yield f"as {code}", lambda v, code=code: v.astype(code)
    yield "as bytes", lambda v: v.view(np.uint8).copy()


def _with(values: Array, place: int, value: int) -> Array:
    changed = values.copy()
    changed[place] = value
    return changed


def _rewriting(name: str, rewrite: Callable[[list[Any], bytes], bytes]) -> Callable[[Path], None]:
    def apply(archive: Path) -> None:
        path = live_folder(archive) / name
        with Generation(archive, LAYOUT) as generation:
            (segment,) = [s for s in generation.segments if name == f"{s.name}.stored"]
            entries = [segment.stored[number] for number in range(segment.size)]
        changed = []
        for entry in entries:
            head, body = entry.split(b"\n", 1)
            changed.append(rewrite(json.loads(head), body))
        path.unlink()
        write_stored(path, compress_entries(changed))
        path.chmod(0o600)
        seal(archive, name)

    return apply


def _packed(row: Any, body: bytes) -> bytes:
    return json.dumps(row).encode() + b"\n" + body


def _put(place: int, value: Any) -> Callable[[list[Any], bytes], bytes]:
    return lambda row, body: _packed([*row[:place], value, *row[place + 1 :]], body)


_ROWS: dict[str, Callable[[list[Any], bytes], bytes]] = {
    "no body": lambda row, body: _packed(row, b""),
    "half a body": lambda row, body: _packed(row, body[: len(body) // 2]),
    "another body": lambda row, body: _packed(row, b"\n\n \xe2\x80\x94 x\n\n\n" * 9),
    "a body of one word": lambda row, body: _packed(row, b"oil"),
    "a body without paragraphs": lambda row, body: _packed(row, body.replace(b"\n\n", b" ")),
    "a body of paragraphs": lambda row, body: _packed(row, body.replace(b" ", b"\n\n")),
    "a body that is no UTF-8": lambda row, body: _packed(row, b"\xff\xfe" + body),
    "no row": lambda row, body: body,
    "nothing": lambda row, body: b"",
    "a row that is a number": lambda row, body: _packed(7, body),
    "a deep row": lambda row, body: b"[" * 90_000 + b"\n" + body,
    "a short row": lambda row, body: _packed(row[:5], body),
    **{
        f"value {place} {value!r}": _put(place, value)
        for place in range(20)
        for value in (7, None, [1], [[5, 1]], {"x": 1}, "2020-13-45")
    },
    "quotations beyond the body": lambda row, body: _packed(
        [
            [[10**6, 10**9]] if isinstance(v, list) and v and isinstance(v[0], list) else v
            for v in row
        ],
        body,
    ),
}


def _editing(name: str, edit: Callable[[Any], Any]) -> Callable[[Path], None]:
    def apply(archive: Path) -> None:
        path = live_folder(archive) / name
        _replace(path, json.dumps(edit(json.loads(path.read_bytes()))).encode())
        if name == "MANIFEST":
            seal_manifest(archive)
        else:
            seal(archive, name)

    return apply


def _setting(*keys: Any, value: Any) -> Callable[[Any], Any]:
    def edit(raw: Any) -> Any:
        one = raw
        for key in keys[:-1]:
            one = one[key]
        one[keys[-1]] = value
        return raw

    return edit


def _file_setting(place: int, value: Any) -> Callable[[Any], Any]:
    """Say of a file, in the form that earlier versions wrote, something odd."""

    def edit(raw: Any) -> Any:
        file: list[Any] = [[1, 2, 3, 4], "0" * 16, 1, "0" * 32, 0, []]
        file[place] = value
        raw["folders"][0]["files"] = {"0.txt": file}
        return raw

    return edit


_ODD = (None, -1, 10**30, "x", [], {}, 1.5)
_MANIFESTS: dict[str, Callable[[Any], Any]] = {
    **{
        f"{key} {value!r}": _setting(key, value=value)
        for key in ("generation", "published", "articles", "segments", "files", "about", "format")
        for value in _ODD
    },
    **{
        f"segment's {key} {value!r}": _setting("segments", 0, key, value=value)
        for key in ("name", "size", "deletions")
        for value in (*_ODD, 1, 39, 41, 1 << 20, 1 << 40, "../../x", "s9")
    },
    "no segments": _setting("segments", value=[]),
    "a segment twice": lambda raw: {**raw, "segments": [raw["segments"][0], *raw["segments"]]},
    "segments reversed": lambda raw: {**raw, "segments": raw["segments"][::-1]},
    "files elsewhere": lambda raw: {
        **raw,
        "files": {**raw["files"], "../../../x": {"size_bytes": 1, "sha256": "0"}},
    },
    "a number": lambda raw: 7,
    "a list": lambda raw: [raw],
}
_SOURCES: dict[str, Callable[[Any], Any]] = {
    "a number": lambda raw: 7,
    "nothing": lambda raw: {},
    **{
        f"{key} {value!r}": _setting(key, value=value)
        for key in ("folders", "outside", "overwritten", "skipped", "gone", "scan_started_ns")
        for value in _ODD
    },
    **{
        f"a folder's {key} {value!r}": _setting("folders", 0, key, value=value)
        for key in ("path", "options", "files", "met", "rows", "skips")
        for value in _ODD
    },
    **{
        f"a folder's rows {rows}": _setting("folders", 0, "rows", value=rows)
        for rows in ([41, 1], [1, 10**30], [-1, -1], [10**30, 0], [0, 0], [True, None])
    },
    **{
        f"a folder's skips {skips}": _setting("folders", 0, "skips", value=skips)
        for skips in ({"0.txt": 7}, {"0.txt": [[None, 7]]}, {"0.txt": [["x", "y"]]}, {"gone": []})
    },
    **{
        f"a file's {place} {value!r}": _file_setting(place, value)
        for place in range(6)
        for value in _ODD
    },
}
