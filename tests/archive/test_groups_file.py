"""The file of groups, written and read."""

from pathlib import Path

import numpy as np
import pytest

from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.groups import FILE_NAME, NO_GROUP, GroupArrays, Groups, write_groups

ARRAYS = GroupArrays(
    article=np.array([1, 4, 5, 6, 9]),
    group=np.array([1, 0, 1, 0, 0]),
    lead=np.array([4, 5]),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_groups(tmp_path, ARRAYS)
    groups = Groups(tmp_path, [5, 0, 5])
    assert len(groups) == 2
    assert groups.of(0, np.arange(5)).tolist() == [NO_GROUP, 1, NO_GROUP, NO_GROUP, 0]
    assert groups.of(1, np.arange(0)).tolist() == []
    assert groups.of(2, np.array([4, 0, 3])).tolist() == [0, 1, NO_GROUP]
    assert [groups.group(0, number) for number in range(5)] == [None, 1, None, None, 0]
    assert [groups.group(2, number) for number in (4, 0, 3)] == [0, 1, None]
    assert [groups.size(0), groups.size(1)] == [3, 2]
    assert [groups.lead(0), groups.lead(1)] == [(0, 4), (2, 0)]


def test_no_groups_at_all(tmp_path: Path) -> None:
    none = np.zeros(0, np.int64)
    write_groups(tmp_path, GroupArrays(none, none, none))
    groups = Groups(tmp_path, [])
    assert len(groups) == 0


def test_numbers_that_do_not_fit_the_segments_are_damage(tmp_path: Path) -> None:
    write_groups(tmp_path, ARRAYS)
    with pytest.raises(ArchiveDamaged, match="groups"):
        Groups(tmp_path, [5])


def test_a_changed_byte_is_damage(tmp_path: Path) -> None:
    write_groups(tmp_path, ARRAYS)
    path = tmp_path / FILE_NAME
    content = bytearray(path.read_bytes())
    content[70] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match="checksum"):
        Groups(tmp_path, [10])


def test_a_generation_without_groups() -> None:
    groups = Groups(None, [3])
    assert groups.of(0, np.arange(3)).tolist() == [NO_GROUP] * 3
    assert groups.group(0, 2) is None
    assert len(groups) == 0
