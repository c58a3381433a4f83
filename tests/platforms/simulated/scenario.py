"""What a person does with an archive, from the first run on; printed as JSON to be compared.

No ``if __name__`` guard: a spawned worker must not run its caller's script again.
"""

import contextlib
import io
import json
import os
import shutil
import sys
from pathlib import Path

from newssearch.archive.generations import generation_folders
from newssearch.archive.lock import WriteLock
from newssearch.cli.program import carry_out
from newssearch.search import open_archive

place = Path(sys.argv[1])
news, archive = place / "news", place / "archive"
STORIES = {
    "oil.txt": "Oil prices rose\n\nVIENNA, March 3, 2012 - Crude oil rose again, Opec said.\n",
    "deep/wheat.txt": "Wheat fell\n\nPARIS, March 4, 2012 - Wheat fell on Monday, traders said.\n",
    "deep/caf\u00e9.txt": "Coffee\n\nBOGOTA, March 5, 2012 - Coffee was scarce, growers said.\n",
}
os.environ["NEWSSEARCH_ARCHIVE"] = str(archive)
said = []


def run(*arguments, expected=0):
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = carry_out(arguments)
    assert code == expected, (arguments, code, err.getvalue())
    out.flush()
    return out.buffer.getvalue().decode()


def write(name, text):
    (news / name).parent.mkdir(parents=True, exist_ok=True)
    (news / name).write_text(text, encoding="utf-8")


def hits(query):
    return sorted(run("query", query, "--format", "ids").split())


for name, text in STORIES.items():
    write(name, text)
run("index", str(news))
said.append(["first", hits("said"), hits('"crude oil"'), hits(f'path:"{news}/deep/"')])
with open_archive(archive) as reader:
    write("rice.txt", "Rice\n\nHANOI, March 6, 2012 - Rice was cheap, millers said.\n")
    run("index", "--keep", "1")
    (news / "oil.txt").unlink()
    run("index", "--keep", "1")
    said.append(["old reader", reader.search("said").total, reader.search("said").hits[0].words])
    said.append(["updated", hits("said")])
with WriteLock(archive, command="another run"):
    run("index", expected=75)
run("rebuild", "--keep", "1")
said.append(["rebuilt", hits("said")])
run("compact")
run("saved", "add", "rice", "rice")
run("saved", "run", "rice", "--new")
said.append(["compacted", hits("rice")])
run("export", "-o", str(place / "all.jsonl"))
said.append(["exported", (place / "all.jsonl").read_bytes().count(b"\n")])
write("late.txt", "Late news\n\nROME, March 7, 2012 - Late news came in, sources said.\n")
run("index")
run("rollback")
said.append(["rolled back", hits("said")])
run("check")
run("doctor")
run("index")
run("forget", str(news))
run("index", str(news))
said.append(["again", hits("said")])
run("index", "--keep", "1")
said.append(["kept", len(generation_folders(archive))])
shutil.rmtree(news)
run("index", expected=7)
said.append(["missing", hits("said")])
print(json.dumps(said))
