"""The address of an archive in a cluster is read as typed, and never holds a password."""

from __future__ import annotations

import pytest

from newssearch.archive.cluster.address import Node, is_address, read_address
from newssearch.archive.errors import UsageError


def test_an_address_is_printed_as_it_is_read() -> None:
    found = read_address("opensearchs://one.example:9201,[::1]:9202,two/news_1/")
    assert found.nodes == (Node("one.example", 9201), Node("[::1]", 9202), Node("two", 9200))
    assert (found.name, found.tls) == ("news_1", True)
    assert str(found) == "opensearchs://one.example:9201,[::1]:9202,two:9200/news_1"
    assert read_address(str(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "opensearch://host:9200",
        "opensearch://host:9200/News",
        "opensearch://host:9200/a/b",
        "opensearch://host:99999/news",
        "opensearch://:9200/news",
        "opensearch://ho st/news",
        "opensearch:///news",
        "opensearch://host/*",
        "opensearch://host/news\n",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert is_address(text)
    with pytest.raises(UsageError):
        read_address(text)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        read_address("opensearch://me:secret@host/news")
    assert "secret" not in refused.value.message + str(refused.value.hint)


@pytest.mark.parametrize("text", ["/var/archive", "C:\\archive", "http://host/news", "news", ""])
def test_other_texts_are_paths(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("nodes", "here"),
    [
        ("localhost", True),
        ("127.0.0.1:9200,[::1]:9201", True),
        ("127.0.0.1:9200,host:9200", False),
        ("10.0.0.1", False),
    ],
)
def test_an_address_knows_whether_its_nodes_are_on_this_machine(nodes: str, here: bool) -> None:
    assert read_address(f"opensearch://{nodes}/news").is_here is here
