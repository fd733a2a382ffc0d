"""The meeting as a terminal, a chat and a mail show it: the same sentences, numbers and bars."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest

from sla_dash import theme
from sla_dash.access import WHOLE
from sla_dash.journal import Decided
from sla_dash.output import meeting
from sla_dash.output.meeting import Bar, Side, build
from sla_dash.theme import Mark
from tests import scenes, unsettled

MARK = Mark("●", "In range", theme.GOOD)


@pytest.mark.parametrize(
    ("bar", "drawn"),
    [
        (Bar("a", 0.5, 0.8, (0.7, 0.9), MARK, ""), "████··▒│▒·"),
        (Bar("a", 1.0, 0.8, (0.7, 0.9), MARK, ""), "███████│██"),
        (Bar("a", 0.0, 1.0, (0.9, 1.0), MARK, ""), "········▒│"),
        (Bar("a", 0.3, None, None, MARK, ""), "███·······"),
        (Bar("a", None, 0.8, (0.8, 1.0), MARK, ""), "░░░░░░░░░░"),
    ],
)
def test_a_bar_shows_what_came_the_band_and_the_promise(bar: Bar, drawn: str) -> None:
    assert meeting.text.bar(bar, 10) == drawn


@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_form_says_every_sentence_every_number_and_every_name(name: str) -> None:
    day = scenes.SCENES[name]
    told = [
        "\n".join(meeting.text.lines(day)),
        meeting.markdown.page(day).replace("\\", ""),
        re.sub("<[^>]+>", "", meeting.html.page(day)),
    ]
    for text in map(plain, told):
        assert day.head in text
        for stop in day.stops[1:]:
            for part in stop.parts.get("both") or stop.parts[day.measure]:
                assert plain(part.sentence) in text
                if isinstance(part, Side):
                    assert all(one.value in text and one.mark.glyph in text for one in part.numbers)
                    assert all(plain(one.name) in text and one.said in text for one in part.bars)
        if day.plain:
            assert plain(day.plain.sentence) in text
        assert plain(day.warning) in text


def test_what_is_found_beside_the_stops_waits_for_nothing_that_they_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    here = unsettled.silent()
    assert here.since.compared

    @contextmanager
    def at_once(find: Callable[[], object]) -> Iterator[None]:
        with here.lock, ThreadPoolExecutor(1) as threads:
            threads.submit(find).result(timeout=10)
        yield

    monkeypatch.setattr(build, "meanwhile", at_once)
    assert meeting.day(here, Decided(), WHOLE).stops
    for kept in (here.before.contact.__dict__, here.before.delivery.__dict__, here.beside.follow_up.__dict__):
        assert {"lines", "running"} & set(kept)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "").replace("&nbsp;", " ")


class Tags(HTMLParser):
    """The elements of a page, each with what a mail program would have to understand of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", scenes.SCENES)
def test_a_mail_has_nothing_that_mail_programs_take_out(name: str) -> None:
    tags = Tags()
    tags.feed(meeting.html.page(scenes.SCENES[name]))
    assert tags.open == []
    allowed = {"html", "head", "meta", "title", "body", "table", "tr", "td", "th", "p", "h2", "b", "span"}
    assert {tag for tag, _ in tags.found} <= allowed
    kept = {"style", "width", "height", "bgcolor", "align", "cellpadding", "cellspacing", "border", "role", "lang"}
    assert {key for _, attributes in tags.found for key in attributes} <= kept | {"charset"}
    assert "url(" not in meeting.html.page(scenes.SCENES[name])


def test_the_cells_of_a_bar_are_as_long_as_the_row() -> None:
    page = meeting.html.page(scenes.SCENES["usual"])
    rows = re.findall(r'role="presentation" width="100%"><tr>(.*?)</tr>', page)
    assert rows
    for row in rows:
        assert sum(int(part) for part in re.findall(r'width="(\d+)%"', row)) == pytest.approx(100, abs=3)
        assert row.count("padding-left:3px") == 1


def test_hostile_names_stay_text() -> None:
    name = "<img src=x onerror=alert(1)> **b** | [l](http://x) {:02}"
    day = scenes.morning(2, 2, name)
    assert "<img" not in meeting.html.page(day)
    assert "&lt;img" in meeting.html.page(day)
    rows = [line for line in meeting.markdown.page(day).splitlines() if "onerror" in line]
    assert rows
    assert all("\\<img" in row and "\\*\\*b\\*\\* \\| \\[l\\]" in row for row in rows)
