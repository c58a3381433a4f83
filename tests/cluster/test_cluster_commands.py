"""Every command on a cluster prints what it prints for a folder, or says what to use instead."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from loading import load
from made_archives import publish, read_articles
from nodes import Cluster

from newssearch.archive.cluster.address import is_address
from newssearch.cli.commands import COMMANDS
from newssearch.cli.program import carry_out
from newssearch.cli.saved_folder import open_saved
from newssearch.indexer import write_articles
from newssearch.search.annotations import Annotations

pytestmark = pytest.mark.cluster

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")

SAME = (
    "query scud --no-group",
    "query 'oil price' --format json",
    "query scud --count",
    "query '\"scud missile\"' --kwic 5 --no-group",
    "query iraq --kwic 3 --format csv",
    "query 'the oil price' --any --feedback --format ids",
    "query --more-like scud1 --format ids",
    "query oil --format jsonl --sort newest",
    "query scud --explain --no-group",
    "query oil --format csv --limit 0",
    "query scud --snippets 1 --width 60 --joined --no-group",
    "query oil --format json --snippets 3",
    "query iraq --kwic 4 --kwic-words --kwic-sort 1R,date --format jsonl",
    "query 'label:arms' --no-group",
    "query 'note:launcher OR oil' --format ids --sort oldest",
    "query 'NOT label:arms' --format json --limit 3",
    "facets label:arms --by source",
    "query 'caps(scud)' --format ids",
    "show scud1 --fields",
    "show scud1 --format json",
    "quotes --speaker powell",
    "quotes cities --format csv",
    "first scud",
    "first scud --last --format json",
    "facets oil --by source,month,speaker,byline --per-1000",
    "facets oil --by section --format csv",
    "trend oil scud --by month --format csv",
    "trend oil --by year --measure per-million --format csv",
    "batch {list} --format csv",
    "batch {list} --matrix --format csv",
    "batch {list} --each 2",
    "similar scud1",
    "collocates oil --least 1",
    "collocates oil --least 1 --format csv",
    "keywords oil --least 1 --format csv",
    "ngrams oil --least 1 --format csv",
    "frequencies --format csv",
    "frequencies --by year --dispersion --words oil,war --format csv",
    "dispersion oil --format csv",
    "dispersion oil --by article --format csv",
    "diff scud1 scud2",
    "stats --format json",
)
"""Command lines whose output is the same; ``{list}`` is a file of queries."""

NO_COPIES = "which articles are near-identical copies is not known in a cluster"
FOLDERS = "this command is for an archive in a folder"

REFUSED = {
    "query scud --group": NO_COPIES,
    "query scud --count --group": NO_COPIES,
    "facets oil --once": NO_COPIES,
    "trend oil --once": NO_COPIES,
    "batch {list} --once": NO_COPIES,
    "facets oil --by month+source": "are not counted by month and source at once",
    "show scud1 --raw": "",
    "index .": FOLDERS,
    "rebuild": FOLDERS,
    "folders": FOLDERS,
    "forget .": FOLDERS,
    "compact": FOLDERS,
    "log": FOLDERS,
    "check": FOLDERS,
    "migrate": FOLDERS,
    "export": FOLDERS,
    "import {list}": FOLDERS,
    "rollback": FOLDERS,
}
"""Command lines that are refused, and in which words; each has a hint."""

ELSEWHERE = {
    "matrix": "test_a_matrix_is_the_same",
    "saved": "test_saved_queries_labels_and_notes_are_kept_by_address",
    "replay": "test_a_record_is_run_again",
    "tui": "tests/tui, and by hand",
    "serve": "the screen of tui, in a browser",
    "cluster": "test_cluster_building",
    "doctor": "about this machine, and no archive",
    "where": "test_where_names_the_address",
    "help": "about no archive",
}
"""The commands that are tested by themselves, and where."""

Run = Callable[[str], tuple[int, str, str]]


@pytest.fixture(scope="module")
def places(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same articles in a folder and in a cluster."""
    folder = tmp_path_factory.mktemp("local") / "a"
    publish(folder, [ARTICLES])
    load(cluster, "commands", ARTICLES, shards=3)
    return str(folder), cluster.url("commands")


@pytest.fixture
def run(
    places: tuple[str, str],
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("NEWSSEARCH_ARCHIVE", raising=False)
    queries = tmp_path / "queries.txt"
    queries.write_text('scud\n"white house"\nspeaker:powell\noil AND (\n')
    for place in places:
        annotations = Annotations(open_saved(place if is_address(place) else Path(place)))
        annotations.set_labels("scud1", ("arms",))
        annotations.set_note("scud2", "the launcher again")

    def run(line: str) -> tuple[int, str, str]:
        arguments = shlex.split(line.replace("{list}", str(queries)))
        code = carry_out(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return run


def plain(text: str) -> str:
    """Return what was printed without what differs each time: seconds, places, generations."""
    text = re.sub(r'\d+\.\d+ s\b|"seconds": [0-9.]+|"(generations|size_bytes)": \w+', "…", text)
    return re.sub(r'"archive": \{[^}]*\}', "…", text)


def test_every_command_is_in_a_table() -> None:
    named = {line.split()[0] for line in (*SAME, *REFUSED, *ELSEWHERE)}
    assert named == COMMANDS.keys()


@pytest.mark.parametrize("line", SAME)
def test_a_command_prints_the_same(places: tuple[str, str], run: Run, line: str) -> None:
    one, other = (run(f"{line} --archive {place}") for place in places)
    assert one[0] in (0, 2 if line.startswith("batch") else 0)
    assert one[1]
    assert [plain(str(part)) for part in other] == [plain(str(part)) for part in one]


@pytest.mark.parametrize("line", REFUSED)
def test_what_a_cluster_does_not_do_is_refused_with_what_to_use_instead(
    places: tuple[str, str], run: Run, line: str
) -> None:
    code, out, err = run(f"{line} --archive {places[1]}")
    assert (code, out) == (2, "")
    assert REFUSED[line] in err
    assert "hint: " in err


def test_a_matrix_is_the_same(places: tuple[str, str], run: Run, tmp_path: Path) -> None:
    written = []
    for number, place in enumerate(places):
        folder = tmp_path / f"matrix{number}"
        assert run(f"matrix oil --out {folder} --archive {place}")[0] == 0
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(written[0]) == 3
    assert written[1] == written[0]


def test_a_record_is_run_again(places: tuple[str, str], run: Run, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    for place in places:
        assert run(f"query scud --format ids --record {record} --archive {place}")[0] == 0
    for place in places:
        code, out, _ = run(f"replay {record} --archive {place}")
        assert (code, out.count("scud")) == (0, 2)


def test_saved_queries_labels_and_notes_are_kept_by_address(
    places: tuple[str, str], run: Run
) -> None:
    for place in places:
        where = f"--archive {place}"
        assert run(f"saved add arms scud {where}")[0] == 0
        assert "arms" in run(f"saved list {where}")[1]
        first = run(f"saved run arms --new --format ids {where}")
        assert (first[0], set(first[1].split())) >= (0, {"scud1", "scud2"})
        assert run(f"saved run arms --new --format ids {where}")[:2] == (1, "")
    assert run(f"saved list --archive {places[1]}x")[1] == ""


def test_where_names_the_address(places: tuple[str, str], run: Run) -> None:
    code, out, _ = run(f"where --archive {places[1]}")
    assert code == 0
    assert places[1] in out


COPIED = ARTICLES + [
    one._replace(id=f"copy-{one.id}", path=f"copies/{one.path}", body=f"{one.body}\n\nReuter")
    for one in ARTICLES
    if len(one.body) > 300
]
"""The articles, the longer ones with a near-identical copy each."""


@pytest.fixture(scope="module")
def copied(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """An archive in which a folder knows near-identical copies, in a folder and in a cluster."""
    folder = tmp_path_factory.mktemp("copied") / "a"
    write_articles(folder, COPIED, workers=1)
    load(cluster, "copied", COPIED)
    return str(folder), cluster.url("copied")


@pytest.mark.parametrize(
    "line",
    [
        "query scud --no-group",
        "query oil --format json --limit 0",
        "query iraq --count",
        "facets oil --by source,month,speaker",
        "trend scud --by month --format csv",
        "collocates oil --least 1",
        "quotes --speaker powell",
        "batch {list} --format csv",
        "first scud --last",
    ],
)
def test_copies_are_articles_of_their_own_where_they_are_not_asked_to_be_one(
    copied: tuple[str, str], run: Run, line: str
) -> None:
    one, other = (run(f"{line} --archive {place}") for place in copied)
    assert [without_groups(plain(part)) for part in other[1:]] == [
        without_groups(plain(part)) for part in one[1:]
    ]


def without_groups(text: str) -> str:
    """Return what was printed without what a folder adds of the copies of an article."""
    return re.sub(r'"group": (\{[^}]*\}|null)', '"group": …', text)


def test_copies_are_one_in_a_folder_and_in_a_cluster_are_refused_to_be(
    copied: tuple[str, str], run: Run
) -> None:
    grouped = [run(f"query scud --group --count --archive {place}") for place in copied]
    single = int(run(f"query scud --count --archive {copied[0]}")[1])
    assert (grouped[0][0], int(grouped[0][1]) < single) == (0, True)
    assert (grouped[1][0], grouped[1][1]) == (2, "")
    assert NO_COPIES in grouped[1][2]
