"""Which folders an archive remembers: adding, forgetting, and finding one that was moved.

Of folders that are inside one another only those are remembered whose options differ from those of
the folder around them; each file belongs to the innermost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from newssearch.archive.errors import ArticleError, UsageError
from newssearch.archive.platform.names import below, same_place, with_slashes
from newssearch.indexer.content import digest_of_file
from newssearch.indexer.files import Files
from newssearch.indexer.folder_options import FolderOptions, OptionChange
from newssearch.indexer.state import Folder, SourcesState

SAMPLED = 32
"""Files whose content is compared to tell whether a folder that is missing is the one named now."""


def remember(state: SourcesState, paths: Sequence[str], change: OptionChange) -> None:
    """Add the folders that are new, and change the options of those named, or of all if none is.

    Raises:
        UsageError: no folder is remembered.
    """
    paths = [_as_remembered(state, path) for path in paths]
    _find_moved(state, paths)
    for path in paths:
        folder = state.folder(path)
        if folder is not None:
            folder.set_options(change.applied(folder.options))
            continue
        around = _around(state, path)
        before = around.options if around is not None else FolderOptions()
        options = change.applied(before)
        if around is None or options != before:
            state.folders.append(Folder(path, options, changed=around is not None))
    if not paths:
        for folder in state.folders:
            folder.set_options(change.applied(folder.options))
    _arrange(state)
    if not state.folders:
        raise none_remembered()


def _as_remembered(state: SourcesState, path: str) -> str:
    """Return the spelling in which a folder is remembered, where the system takes several."""
    known = (folder.path for folder in state.folders)
    return path if state.folder(path) else next((k for k in known if same_place(k, path)), path)


def none_remembered() -> UsageError:
    """Return the error for a run that is to look at remembered folders where there are none."""
    return UsageError(
        "no folder was named, and the archive remembers none",
        hint="name the folder that holds your articles: newssearch index FOLDER;"
        " it is remembered, so that later newssearch index is enough",
    )


def forget(state: SourcesState, paths: Sequence[str]) -> list[Folder]:
    """Drop remembered folders, and return them with what is known of their files.

    Raises:
        UsageError: one is not remembered; none was dropped.
    """
    dropped = []
    for path in dict.fromkeys(paths):
        real = with_slashes(os.path.realpath(path))
        folder = state.folder(path) or state.folder(_as_remembered(state, real))
        if folder is None:
            known = ", ".join(folder.path for folder in state.folders[:10])
            around = _around(state, path)
            raise UsageError(
                f"the folder {path} is not remembered",
                hint=f"it is part of {around.path}, which is remembered"
                if around
                else f"remembered folders: {known}"
                if known
                else "no folders are remembered",
            )
        dropped.append(folder)
    state.folders = [folder for folder in state.folders if folder not in dropped]
    return dropped


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _around(state: SourcesState, path: str) -> Folder | None:
    """Return the innermost remembered folder that a path is inside of."""
    holding = [folder for folder in state.folders if _inside(path, folder.path)]
    return max(holding, key=lambda folder: len(folder.path), default=None)


def _arrange(state: SourcesState) -> None:
    """Hand each file to the innermost folder, and drop folders that say nothing of their own."""
    for folder in sorted(state.folders, key=lambda folder: -len(folder.path)):
        around = _around(state, folder.path)
        if around is not None and around.options == folder.options:
            state.folders.remove(folder)
            _hand_over(folder, around, [*folder.files])
    for folder in sorted(state.folders, key=lambda folder: len(folder.path)):
        around = _around(state, folder.path)
        if around is not None:
            inside = [
                name
                for name in around.files
                if (path := path_of(around, name)) == folder.path or _inside(path, folder.path)
            ]
            _hand_over(around, folder, inside)


def is_single(folder: Folder) -> bool:
    """Say whether a remembered folder is a single file, which may be missing."""
    own = os.path.basename(folder.path)  # noqa: PTH119 - paths of bytes
    return len(folder.files) == 1 and own in folder.files and not os.path.isdir(folder.path)  # noqa: PTH112


def path_of(folder: Folder, name: str) -> str:
    """Return the path of a remembered file by its name below its folder."""
    return folder.path if is_single(folder) else below(folder.path, name)


def _hand_over(source: Folder, target: Folder, names: Sequence[str]) -> None:
    """Move what is known of some files from one folder to another."""
    alike = source.options.reading == target.options.reading
    single = is_single(source)
    for name in names:
        path = source.path if single else below(source.path, name)
        relative = os.path.basename(path) if path == target.path else path[len(target.path) :]  # noqa: PTH119
        file = source.files.pop(name)
        target.files[relative.lstrip("/")] = file if alike else replace(file, key=())


def _find_moved(state: SourcesState, paths: Sequence[str]) -> None:
    """Let folders that are missing be where a folder is that holds the same files."""
    missing = [f for f in state.folders if f.files and not os.path.lexists(f.path)]
    for path in paths:
        if state.folder(path) is None:
            for folder in missing:
                if folder.moved_from is None and _holds_the_same(path, folder):
                    if is_single(folder):
                        file = next(iter(folder.files.values()))
                        folder.files = Files({os.path.basename(path): file})  # noqa: PTH119
                    folder.moved_from, folder.path = folder.path, path
                    break


def _holds_the_same(path: str, folder: Folder) -> bool:
    """Say whether most of a sample of a folder's files are below another path, unchanged."""
    if is_single(folder) == os.path.isdir(path):  # noqa: PTH112
        return False
    names = [name for name in folder.files if folder.files[name].digest]
    sample = names[:: max(len(names) // SAMPLED, 1)]
    found = 0
    for name in sample:
        there = path if is_single(folder) else below(path, name)
        try:
            found += digest_of_file(there) == folder.files[name].digest
        except (ArticleError, FileNotFoundError):
            continue
    return 2 * found > len(sample)
