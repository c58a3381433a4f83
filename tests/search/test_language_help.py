from __future__ import annotations

import datetime as dt
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newssearch.archive.errors import QuerySyntaxError
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.search.annotations import ANNOTATION_FIELDS
from newssearch.search.language import format_error, parse_query
from newssearch.search.language.help import fields_help, syntax_help
from newssearch.search.language.refusals import ERROR_CODES

DOCUMENTS = Path(__file__).parents[2] / "docs"
PAGE = DOCUMENTS / "query-language.md"
TODAY = dt.date(2013, 5, 15)


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCUMENTS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_generate"] = module
    spec.loader.exec_module(module)
    return module


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def examples() -> list[str]:
    lines = (line for block in blocks("query") for line in block.splitlines())
    return [re.split(r"\s+# ", line)[0] for line in lines]


def test_the_syntax_fits_a_terminal_of_80_by_24() -> None:
    lines = syntax_help().split("\n")
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 79


def test_the_fields_help_names_every_field_and_alias() -> None:
    text = fields_help()
    assert max(map(len, text.split("\n"))) <= 79
    words = set(re.findall(r"[a-z]+", text))
    assert set(FIELD_BY_NAME) | {"after", "before"} <= words


@pytest.mark.parametrize("query", examples())
def test_an_example_of_the_page_is_a_query(query: str) -> None:
    parse_query(query, today=TODAY, own_fields=lambda: ANNOTATION_FIELDS)


def test_the_page_has_examples() -> None:
    assert len(examples()) > 50


def test_the_refusal_on_the_page_is_what_is_printed() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("headlin:scud AND date:2012")
    assert format_error(caught.value) + "\n" in blocks("text")


def test_the_generated_tables_are_up_to_date() -> None:
    assert generator().stale() == [], "run python docs/generate.py"


def test_the_page_lists_every_code_and_field() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in (*ERROR_CODES, *FIELD_BY_NAME):
        assert f"`{name}`" in text


def test_an_outdated_table_is_noticed_and_written(tmp_path: Path) -> None:
    module = generator()
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- generated: errors -->\nold\n<!-- end -->\nb\n", encoding="utf-8")
    assert module.stale(tmp_path) == [page]
    page.write_text(module.generate(page.read_text(encoding="utf-8")), encoding="utf-8")
    assert module.stale(tmp_path) == []
    assert "| `unclosed_quote` |" in page.read_text(encoding="utf-8")
