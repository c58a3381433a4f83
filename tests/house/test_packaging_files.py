"""Manual pages, workflows, and the files for others' package managers."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from docs import manpages
from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def pages():
    return dict(manpages.pages())


def test_every_command_has_a_manual_page(pages):
    assert {f"newssearch-{name}.1" for name in COMMANDS} < pages.keys()
    assert "newssearch-saved-run.1" in pages
    for name in COMMANDS:
        assert f"newssearch\\-{name} (1)" in pages["newssearch.1"]


def test_a_page_lists_the_options_of_its_command(pages):
    page = pages["newssearch-query.1"]
    for option in ("\\-\\-format", "\\-\\-kwic", "\\-\\-limit", "\\-\\-archive"):
        assert f".B {option}" in page or f"{option} " in page
    assert ".SH DESCRIPTION" in page


def test_the_programs_page_lists_every_exit_code(pages):
    listed = re.findall(r"^\.B (\d+)$", pages["newssearch.1"], re.MULTILINE)
    assert [int(code) for code in listed] == [int(code) for code in ExitCode]


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_groff_finds_nothing_wrong_with_the_pages(pages):
    whole = "".join(pages.values()).encode()
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=whole, capture_output=True, check=True
    )
    assert done.stderr == b""
    shown = re.sub(".\x08", "", done.stdout.decode())
    assert "what\\?" in shown, "a backslash of the query language stays one"
    assert "A,B,…" in shown


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_can_be_read_and_names_what_is_there(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow.keys() == {"name", True, "permissions", "jobs"}, "YAML reads `on` as true"
    assert workflow["permissions"] == {"contents": "read"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert step.keys() & {"uses", "run"}
            if "uses" in step:
                assert re.fullmatch(r"[\w-]+/[\w-]+@v[\d.]+", step["uses"])
            words = step.get("run", "").split()
            if words[:1] == ["make"]:
                assert all(f"\n{target}:" in makefile for target in words[1:])
            for word in words:
                if word.startswith((".ci/", "tests/")):
                    assert (ROOT / word).exists(), word


def test_wheels_are_built_for_the_versions_of_python_that_are_tested():
    tests = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
    tested = tests["jobs"]["systems"]["strategy"]["matrix"]["python"]
    built = PROJECT["tool"]["cibuildwheel"]["build"].split()
    assert built == [f"cp{version.replace('.', '')}-*" for version in tested]
    assert PROJECT["project"]["requires-python"] == f">={tested[0]}"


def test_what_is_copied_by_others_package_managers_is_there():
    formula = (ROOT / "packaging" / "homebrew" / "newssearch.rb").read_text("utf-8")
    assert f"newssearch-{PROJECT['project']['version']}.tar.gz" in formula
    assert f'license "{PROJECT["project"]["license"]}"' in formula
    for path in ("homebrew/newssearch.rb", "docker/Dockerfile"):
        assert "Untried" in (ROOT / "packaging" / path).read_text("utf-8")


TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_of_issues_are_forms(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.name == "config.yml":
        return
    assert form.keys() >= {"name", "description", "body"}
    for field in form["body"]:
        assert field["type"] in ("textarea", "input", "dropdown", "markdown")
        assert field["attributes"]["label"]


LETTERS = ("README", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "ARCHITECTURE", "CHANGELOG")


@pytest.mark.parametrize("name", LETTERS)
def test_links_between_the_papers_lead_somewhere(name):
    text = (ROOT / f"{name}.md").read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_what_the_threat_model_says_is_tested_is_there():
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path
