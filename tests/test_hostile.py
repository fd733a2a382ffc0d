"""Names that are written to be read as something else, on every page and in every output: they are text."""

import ast
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import cli, theme
from sla_dash.screen.border import UNFORESEEN
from tests import ROOT, hostile
from tests.screens import APP, PAGES, charts, page, shown, words

OURS = re.compile(r"</?b>|<br>|<extra></extra>|<span style=\"color:var\(--st-[a-z-]+\)\">|</span>")
READ = "markdown caption error warning info success metric tabs expander popover pills toggle button download_button"
READ += " page_link form_submit_button selectbox slider select_slider text_input number_input date_input"
READ += " segmented_control text_area checkbox"
"""What of Streamlit reads its first argument as Markdown."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.write(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def at_hostile(company: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SLA_DASH_DATA", str(company))
    monkeypatch.setenv("SLA_DASH_NOW", hostile.ENVIRONMENT)
    return company


def safe(node: ast.expr) -> bool:
    """Tell whether an argument is a word of ours, or went through the border."""
    match node:
        case ast.ListComp(elt=inner) | ast.Lambda(body=inner) | ast.FormattedValue(value=inner):
            return safe(inner)
        case ast.JoinedStr(values=parts):
            return all(map(safe, parts))
        case ast.BinOp(left=left, right=right):
            return safe(left) and safe(right)
        case ast.Call(func=ast.Attribute(attr="join" | "lstrip" as attr, value=inner), args=args):
            return ast.unparse(args[0]).startswith("map(theme.markdown, ") if attr == "join" else safe(inner)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="theme"), attr="markdown" | "bullets")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="glossary"), attr="about")):
            return True
    return isinstance(node, ast.Constant) or ast.unparse(node) == "level"


def read(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that Streamlit reads as Markdown."""
    named = [word.value for word in call.keywords if word.arg in ("label", "help", "format_func")]
    label = any(word.arg == "label" for word in call.keywords)
    return [*call.args[: 0 if label else 3 if ast.unparse(call.func).endswith("metric") else 1], *named]


def test_what_streamlit_reads_as_markdown_is_ours_or_went_through_the_border() -> None:
    files = [ROOT / "app.py", *(ROOT / "sla_dash").rglob("*.py")]
    calls = [
        (file.name, node, read(node))
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READ.split()
        and not ast.unparse(node.func).startswith("theme.")
    ]
    assert len(calls) > 30
    raw = [
        (name, call.lineno, ast.unparse(one)) for name, call, arguments in calls for one in arguments if not safe(one)
    ]
    assert raw == []


@pytest.mark.usefixtures("at_hostile")
@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_and_its_charts_hold_no_tag_but_ours(name: str) -> None:
    app = page(name)
    assert not app.error
    for chart in charts(app):
        texts = [text for text in _texts(json.loads(chart.picture.encoded)) if "<" in OURS.sub("", text)]
        assert texts == []
        assert "\n" not in chart.alt


def _texts(found: object) -> list[str]:
    if isinstance(found, dict | list):
        return [text for one in (found.values() if isinstance(found, dict) else found) for text in _texts(one)]
    return [found] if isinstance(found, str) else []


@pytest.mark.usefixtures("at_hostile")
def test_a_name_is_read_as_it_was_written() -> None:
    text = words(page("standup"))
    assert theme.called(hostile.KINDS[0], "") in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "text", [hostile.STREAM, *hostile.KINDS, hostile.REASON, "- x", "1. x", "+ x", "a:b:c", "\\*x"]
)
def test_markdown_undone_is_the_text(text: str) -> None:
    assert shown(theme.markdown(text)) == text


@pytest.mark.usefixtures("at_hostile")
@pytest.mark.parametrize("key", ["as_of", "stream", "month", "lead_type"])
def test_the_address_is_text(key: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params[key] = f"{hostile.STREAM}?"
    app.run()
    assert not app.exception
    (said,) = [one.value for one in [*app.warning, *app.error]]
    assert "![" not in said
    assert "<h1>" not in re.sub(r"\\<", "", said)
    assert UNFORESEEN.message not in said


@pytest.mark.parametrize(
    "words",
    [
        "standup",
        "standup --format markdown",
        "backtest",
        "agreement show",
        "check",
        "load",
        "notify --dry-run --digest",
    ],
)
def test_a_terminal_is_not_steered(words: str, at_hostile: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli_ended(words.split(), at_hostile)
    said = capfd.readouterr()
    assert said.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ud800-\udfff]", said.out + said.err)


def test_json_is_ascii_and_holds_every_name_as_it_is(at_hostile: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli_ended(["standup", "--json"], at_hostile)
    said = capfd.readouterr().out
    assert said.isascii()
    owners = {owner.strip() for owner in hostile.OWNERS}
    assert owners & {line["rep"] for line in json.loads(said)["do_not_be_on_it"]}


def cli_ended(words: list[str], data: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["sla-dash", *words, "--data", str(data)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
    assert not caught.value.code
