"""What a terminal is sent: nothing of a stranger's text that it would obey, by any command."""

import json
import os
import pty
import re
import sys
import warnings

import pytest

from newssearch.archive.safetext import safe_text
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths
from newssearch.search import open_archive

ESCAPES = "\x1b]52;c;eA==\x07\x1b[2J\x9b2J\x08\u202e\u200b"
OURS = re.compile(r"\x1b\[(?:0|1|2|1;31|3[0-9]|4)m|\x1b\[K|\r")
"""Colours, the end of a drawn line, and the terminal's own line ends."""

TEXT = (
    f"Scud {ESCAPES} missiles hit town\n\nBAGHDAD, Jan 22 (AP) - Scud missiles fell here, and "
    f"the roads {ESCAPES} to the coast stayed open for most of the day.\n\n“The missiles "
    f"{ESCAPES} are reckless,” Ann {ESCAPES} Lee said of what had come from the north.\n\n"
    + "Nothing else was reported from the region, and the schools were open the next day.\n"
    * 3
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """An archive whose every text, file name and folder name holds escape sequences."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / f"news{ESCAPES}"
    sources.mkdir()
    (sources / f"a{ESCAPES}.txt").write_text(TEXT, encoding="utf-8")
    row = {
        "title": f"Scud {ESCAPES}",
        "text": f"{ESCAPES} missiles",
        "source": f"The {ESCAPES} Daily",
    }
    (sources / f"b{ESCAPES}.jsonl").write_text(f"{json.dumps(row)}\n" * 2, encoding="utf-8")
    (sources / f"picture{ESCAPES}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    index_paths(folder / "archive", [sources], workers=1)
    with open_archive(folder / "archive") as news:
        ids = [hit.article.id for hit in news.search("missiles", limit=9).hits]
    assert len(ids) == 3
    return folder / "archive", ids, sources


def on_terminal(arguments):
    """Run a command line on a terminal of its own: (exit code, all that it was sent)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid, terminal = pty.fork()
    if pid == 0:
        try:
            sys.stdin = os.fdopen(0, "r", closefd=False)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
            os.environ["TERM"] = "xterm"
            code = carry_out(list(map(os.fspath, arguments)))
            sys.stdout.flush()
            os._exit(code)
        except BaseException:  # noqa: BLE001 - the child of a fork must never go on as the test
            os._exit(99)
    output = b""
    while True:
        try:
            read = os.read(terminal, 65_536)
        except OSError:  # how Linux tells that the other side is closed
            break
        if not read:
            break
        output += read
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), output.decode("utf-8")


FORMS = [
    *(["query", "--format", form, "missiles"] for form in ("text", "json", "jsonl", "csv", "tsv")),
    *(["query", "--format", form, "missiles"] for form in ("ids", "paths")),
    ["query", "-0", "--format", "paths", "missiles"],
    ["query", "--kwic", "missiles"],
    ["query", "--explain", "missiles"],
    ["query", f"nosuchword {ESCAPES}"],
    ["query", f"title:({ESCAPES}"],
    ["query", "--fields", ESCAPES, "--format", "csv", "x"],
    *(["quotes", "--format", form] for form in ("text", "json", "jsonl", "csv", "tsv", "ids")),
    *(["facets", "--format", form, "missiles"] for form in ("text", "json", "csv")),
    ["stats"],
    ["first", "missiles"],
    ["check"],
    ["where"],
    ["show", ESCAPES],
    ["help", ESCAPES],
    ["query", f"--{ESCAPES}"],
    [ESCAPES],
]


@pytest.mark.parametrize(
    "arguments", FORMS, ids=lambda arguments: " ".join(filter(str.isprintable, arguments))
)
def test_no_command_sends_a_terminal_what_it_would_obey(hostile, arguments):
    archive, _, _ = hostile
    in_archive = [] if arguments[0] in ("help", ESCAPES) else ["--archive", archive]
    code, output = on_terminal([arguments[0], *in_archive, *arguments[1:]])
    assert code in (0, 1, 2)
    assert output.strip()
    assert_harmless(output)


def assert_harmless(output):
    shown = OURS.sub("", output).replace("\0", "")
    assert shown == safe_text(shown)


def test_commands_on_one_article_send_a_terminal_nothing_it_would_obey(hostile):
    archive, ids, sources = hostile
    for arguments in (
        *(["show", *option, id_] for option in ([], ["--fields"], ["--raw"]) for id_ in ids),
        ["show", "--query", "missiles", ids[0]],
        ["similar", ids[0]],
        ["similar", "--format", "ids", ids[0]],
        ["diff", ids[0], ids[1]],
        ["saved", "add", "--replace", "mine", f"missiles {ESCAPES}"],
        ["saved", "list"],
        ["saved", "run", "--format", "paths", "mine"],
        ["saved", "run", "mine"],
        ["index", sources],
        ["index", sources / ESCAPES],
    ):
        command = arguments[: 2 if arguments[0] == "saved" else 1]
        code, output = on_terminal([*command, "--archive", archive, *arguments[len(command) :]])
        assert code in (0, 1, 2, 4), arguments
        assert_harmless(output)


def test_names_and_sources_through_a_pipe_are_the_bytes(hostile, call):
    archive, ids, sources = hostile
    text_id = next(id_ for id_ in ids if "#" not in id_)
    code, out, _ = call("show", "--raw", text_id, archive=archive)
    assert (code, out) == (0, TEXT)
    code, out, _ = call("query", "--format", "paths", f"id:{text_id}", archive=archive)
    assert (code, out) == (0, f"{sources}/a{ESCAPES}.txt\n")


def test_the_source_of_a_word_file_is_named_on_a_terminal_and_written_through_a_pipe(
    tmp_path, capfdbinary
):
    content = word_file("Scud missiles were seen at the coast.")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.docx").write_bytes(content)
    index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    with open_archive(tmp_path / "archive") as news:
        (hit,) = news.search("scud").hits
    line = ["show", "--raw", "--archive", tmp_path / "archive", hit.article.id]
    code, output = on_terminal(line)
    assert code == 2
    assert f"Word (DOCX) file of {len(content):,} bytes" in output
    assert re.search(rf"newssearch show --archive \S+ --raw {hit.article.id} > FILE", output)
    assert_harmless(output)
    assert carry_out(list(map(os.fspath, line))) == 0
    assert capfdbinary.readouterr().out == content


def word_file(text):
    """The least of a Word file."""
    import io
    import zipfile

    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{name}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("word/document.xml", f"{body}</w:document>")
    return packed.getvalue()
