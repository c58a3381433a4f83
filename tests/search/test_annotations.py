"""Labels and notes: kept beside the archive over rebuilds, and found."""

from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.cli.program import carry_out
from newssearch.indexer import rebuild, write_articles
from newssearch.search.annotations import FILE_NAME, LONGEST_NOTE, Annotation, Annotations
from newssearch.search.saved import SavedQueries
from newssearch.tui.news_engine import NewsEngine


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    articles = [Article(id=name, path=name, body=f"Oil of {name}.") for name in ("a", "b", "c")]
    write_articles(tmp_path, articles, workers=1)
    return tmp_path


def found(archive: Path, query: str) -> list[str]:
    engine = NewsEngine(archive, lambda: SavedQueries(archive))
    try:
        return sorted(hit.article.id for hit in engine.select(query).answer(limit=9).hits)
    finally:
        engine.close()


def test_they_are_kept_and_found(archive: Path) -> None:
    annotations = Annotations(SavedQueries(archive))
    annotations.set_labels("a", ("harbour", "to-check", "harbour"))
    annotations.set_note("b", "  call   the port authority ")
    annotations.set_labels("b", ("harbour",))
    again = Annotations(SavedQueries(archive)).all()
    assert again["a"] == Annotation(("harbour", "to-check"))
    assert again["b"] == Annotation(("harbour",), "call the port authority")
    assert found(archive, "oil label:harbour") == ["a", "b"]
    assert found(archive, "oil label:HARBOUR -label:to-check") == ["b"]
    assert found(archive, 'note:"port call"') == ["b"]
    assert found(archive, "oil -label:harbour") == ["c"]
    assert found(archive, "oil label:nothing") == []
    assert found(archive, "label:to-check OR note:authority") == ["a", "b"]
    assert found(archive, "label:(to-check OR nothing) oil") == ["a"]
    assert found(archive, "oil NOT (label:harb* note:*)") == ["a", "c"]
    assert found(archive, "(label:*) -note:port") == ["a"]
    rebuild(archive, workers=1)
    assert found(archive, "label:to-check") == ["a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("label:harbour", "a\nb\n"), ("oil note:authority", "b\n"), ("oil -label:harbour", "c\n")],
)
def test_they_are_found_by_the_command_line(
    archive: Path, query: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    annotations = Annotations(SavedQueries(archive))
    annotations.set_labels("a", ("harbour",))
    annotations.set_labels("b", ("harbour",))
    annotations.set_note("b", "call the port authority")
    place = ["--archive", str(archive)]
    assert carry_out(["query", *place, "--format", "ids", "--", query]) == 0
    assert "".join(sorted(capsys.readouterr().out.splitlines(True))) == expected
    assert carry_out(["query", *place, "--count", "--", query]) == 0
    assert capsys.readouterr().out == f"{len(expected.split())}\n"
    assert carry_out(["saved", "add", *place, "mine", "--", query]) == 0
    assert carry_out(["saved", "run", *place, "mine", "--format", "ids"]) == 0
    assert "".join(sorted(capsys.readouterr().out.splitlines(True))) == expected
    assert carry_out(["trend", *place, "--format", "csv", "--", query]) == 0
    assert carry_out(["query", *place, "label:none"]) == 1


def test_a_field_of_the_archives_own_comes_first(tmp_path: Path) -> None:
    one = Article(id="a", path="a", body="Oil.", extra={"label": "theirs"})
    write_articles(tmp_path, [one], workers=1)
    Annotations(SavedQueries(tmp_path)).set_labels("a", ("mine",))
    assert found(tmp_path, "label:mine") == []
    assert found(tmp_path, "label:theirs") == ["a"]


def test_what_is_taken_away_leaves_nothing(archive: Path) -> None:
    annotations = Annotations(SavedQueries(archive))
    annotations.set_labels("a", ("x",))
    annotations.set_labels("a", ())
    assert annotations.all() == {}


def test_they_are_no_saved_query(archive: Path) -> None:
    saved = SavedQueries(archive)
    Annotations(saved).set_labels("a", ("x",))
    assert saved.names() == []


def test_a_reader_who_may_not_write_keeps_their_own(archive: Path, tmp_path: Path) -> None:
    Annotations(SavedQueries(archive)).set_labels("a", ("shared",))
    own = Annotations(SavedQueries(archive, tmp_path / "own"))
    assert own.all()["a"].labels == ("shared",)
    own.set_labels("b", ("mine",))
    assert "b" not in Annotations(SavedQueries(archive)).all()
    assert own.all()["b"].labels == ("mine",)


@pytest.mark.parametrize("label", ["", "two words", "-x", 'a"b', "\x1b[31m", "x" * 65])
def test_what_cannot_be_a_label_is_refused(archive: Path, label: str) -> None:
    with pytest.raises(UsageError, match="cannot be a label"):
        Annotations(SavedQueries(archive)).set_labels("a", (label,))


def test_a_note_has_an_end(archive: Path) -> None:
    with pytest.raises(UsageError, match="at most 2,000"):
        Annotations(SavedQueries(archive)).set_note("a", "x" * (LONGEST_NOTE + 1))


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": 2}', '{"schema": 1, "articles": {"a": 1}}']
)
def test_damage_is_said_and_nothing_overwritten(archive: Path, content: str) -> None:
    annotations = Annotations(SavedQueries(archive))
    annotations.set_labels("a", ("x",))
    path = archive / "saved" / FILE_NAME
    path.write_text(content)
    with pytest.raises(ArchiveDamaged, match="damaged"):
        annotations.all()
    with pytest.raises(ArchiveDamaged):
        annotations.set_labels("a", ("y",))
    assert path.read_text() == content
