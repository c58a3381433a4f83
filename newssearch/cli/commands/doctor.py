"""``newssearch doctor``: on one screen, whether everything is in place, and what to do if not."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.checkup import Finding, State, findings
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.messages import counted, for_archive
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption

app = command_app()


@app.command()
def doctor(form: TextOrJsonOption = TextOrJson.TEXT, archive: ArchiveOption = None) -> int:
    """Check the installation, the machine and the archive; say what is missing and what to do.

    Nothing is changed. Exits with the code of the first problem: 2 settings, 3 archive, 7 machine.
    """
    found = list(findings(choose_folder(archive)))
    if form is TextOrJson.JSON:
        content = {"schema": SCHEMA, "checks": [finding_object(one) for one in found]}
        sys.stdout.write(dump(content) + "\n")
    else:
        for line in _lines(found):
            sys.stdout.write(safe_line(for_archive(line, archive)) + "\n")
    return next((one.code for one in found if one.code), ExitCode.DONE)


def finding_object(one: Finding) -> dict[str, object]:
    """Return what a check found, as a JSON object."""
    return {"name": one.name, "state": one.state.value, "found": one.found, "do": one.do or None}


def _lines(found: list[Finding]) -> Iterator[str]:
    for one in found:
        yield f"{one.state.value:<7}  {one.name:<8}  {one.found}"
        if one.do:
            yield f"{'':<19}-> {one.do}"
    problems = sum(one.state is State.PROBLEM for one in found)
    yield counted(problems, "problem") if problems else "everything needed is in place"
