"""Command lines and settings that no person means: each is refused in a line or two."""

import os

import pytest

from newssearch.cli.messages import MOST_OF_A_MESSAGE, MOST_OF_A_QUERY
from newssearch.cli.program import carry_out

LONG = "/" + "a" * 10_000
DEEP = "/aaaaaaaa" * 1_200
DIGITS = "9" * 6_000


def check_refusal(code, out, err, *, expected=2):
    assert code == expected
    assert out == ""
    first, *rest = err.splitlines()
    assert first.startswith("error: ")
    assert len(rest) <= 1
    assert all(line.startswith("hint: ") for line in rest)
    assert all(len(line) <= MOST_OF_A_MESSAGE + 20 for line in (first, *rest))
    return first


@pytest.mark.parametrize("path", ["\0", "/tmp/a\0b", LONG, DEEP, ""])
@pytest.mark.parametrize("command", [["query", "x"], ["index"], ["where"], ["check"]])
def test_a_path_that_no_system_takes_is_refused_in_a_line(path, command, capfd):
    code = carry_out([command[0], "--archive", path, *command[1:]])
    assert "--archive" in check_refusal(code, *capfd.readouterr())


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (("query", "x", "--limit", "ten"), "is not a whole number"),
        (("index", "--keep", "some"), "is not a whole number"),
        (("index", "--wait", "long"), "is not a number"),
    ],
)
def test_a_word_where_a_number_is_meant_is_refused_in_plain_words(command, wanted, capfd):
    first = check_refusal(carry_out(command), *capfd.readouterr())
    assert first.endswith(wanted)


@pytest.mark.parametrize("path", [LONG, DEEP])
def test_a_variable_that_no_system_takes_is_refused_in_a_line(path, capfd, monkeypatch):
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", path)
    code = carry_out(["query", "x"])
    assert "NEWSSEARCH_ARCHIVE" in check_refusal(code, *capfd.readouterr())


@pytest.mark.parametrize("path", [LONG, DEEP])
def test_a_folder_to_index_that_no_system_takes_is_refused_in_a_line(path, capfd, tmp_path):
    code = carry_out(["index", "--archive", str(tmp_path / "archive"), path])
    check_refusal(code, *capfd.readouterr())


SETTINGS = {
    "NUL in the path": r'archive = "/tmp/a\u0000b"',
    "a path beyond what a system takes": f'archive = "{LONG}"',
    "a number of 6,000 digits": f"archive = {DIGITS}",
    "a number of 6,000 digits under another key": f"x = {DIGITS}",
    "a key of 10,000 characters": f"{LONG[1:]} = 1",
    "a path that is not absolute and long": f'archive = "{LONG[1:]}"',
    "brackets in brackets": "x = " + "[" * 20_000,
    "a day that is not in the calendar": "x = 2012-13-45",
    "no UTF-8": b'archive = "/tmp/\xff"',
    "more than a person writes": "#" * 100_000,
}


@pytest.fixture
def settings_file(tmp_path):
    path = tmp_path / "config" / "newssearch" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("content", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("command", [["query", "x"], ["where"]])
def test_settings_that_cannot_be_followed_are_refused_in_a_line(
    content, command, settings_file, capfd
):
    settings_file.write_bytes(content if isinstance(content, bytes) else content.encode())
    first = check_refusal(carry_out(command), *capfd.readouterr())
    assert str(settings_file) in first


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to(path)])
def test_settings_that_are_no_file_are_refused_and_nobody_is_waited_for(make, settings_file, capfd):
    make(settings_file)
    first = check_refusal(carry_out(["query", "x"]), *capfd.readouterr())
    assert str(settings_file) in first


@pytest.mark.parametrize("option", ["--limit", "--offset", "--kwic"])
@pytest.mark.parametrize("number", [DIGITS, "-" + DIGITS, "9" * 30, "9" * 19, "-1", "1e9", "٣x"])
def test_numbers_beyond_any_use_are_taken_or_refused(option, number, call):
    code, out, err = call("query", option, number, "scud")
    assert code in ((0, 1, 2) if option == "--kwic" else (0, 2))  # its number may be a word, too
    if code == 2 and option != "--kwic":
        check_refusal(code, out, err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", LONG],
        ["show", " ".join("abc" * 5000)],
        ["similar", LONG],
        ["diff", LONG, LONG],
        ["help", LONG],
        ["query", "--fields", LONG, "--format", "csv", "x"],
        ["query", "--format", LONG, "x"],
        ["query", LONG.replace("/", "--")],
        ["facets", "--by", LONG],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_too_long_to_read_is_shortened_where_it_is_quoted(arguments, call):
    code, out, err = call(*arguments)
    assert code == 2
    assert len(err) < 4 * MOST_OF_A_MESSAGE
    assert out == ""


def test_the_ends_of_a_long_message_are_kept(call):
    _, _, err = call("show", "a" * 5_000 + "END")
    assert err.startswith("error: no article has the id aaaa")
    assert " … " in err
    assert "END" in err


@pytest.mark.parametrize("command", [("query",), ("facets", "--by", "year")])
def test_a_long_query_that_finds_nothing_is_shortened(command, call):
    words = " ".join(f"nowhere{number}" for number in range(60))
    code, _, err = call(*command, f'"{words} atlast"')
    first, *others = err.splitlines()
    assert code == 1
    assert first.startswith('no articles match: "nowhere0 nowhere1 ')
    assert " … " in first
    assert first.endswith('nowhere59 atlast"')
    assert all(len(line) < 2 * MOST_OF_A_QUERY for line in (first, *others))
