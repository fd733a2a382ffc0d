"""What only a real browser can show of `figure.place`."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sla_dash.screen.figure import library
from tests import ROOT

SCREEN = """
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from sla_dash.screen import figure, sheet

step = st.slider("step", 0, 100, 40)
chart = go.Figure(
    [
        go.Scatter(x=[1, 2, 3, 4, 5], y=[step] * 5, name="delivered", line={"color": "var(--st-red-color)"}),
        go.Scatter(x=[1, 2, 3, 4, 5], y=[1, 2, 3, 4, 5], name="promised"),
    ],
    layout={"template": {"layout": {"font": {"color": "var(--st-text-color)"}}}, "hovermode": "x"},
)
figure.place(partial(lambda: chart), key="pace", alt=f"Delivered {step}", height=300)
kinds = [getattr(go, kind.capitalize())(name=kind) for kind in figure.library.KEPT]
figure.place(partial(go.Figure, kinds), key="kinds", alt="One of each kind")
rows = [{"Rep": "<img src=x onerror=alert()>", "Late": str(step)}, {"Rep": "**bob**", "Late": "2,431"}]
sheet.place(partial(lambda: rows), key="late", alt="Late by rep")
st.text("below")
"""
SERVER = """
import streamlit as st

from sla_dash.screen.figure import bundle

app = st.App("screen.py", routes=bundle.routes(), middleware=bundle.middleware())
"""
KEEPS_NODE = "node => { node.marked = true; }"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("board")
    (folder / "screen.py").write_text(SCREEN, encoding="utf-8")
    (folder / "server.py").write_text(SERVER, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "server.py"), f"--server.port={port}"]
    server = subprocess.Popen(
        [*command, "--server.headless=true"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    )
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if "Local URL" in line:
            break
    else:
        pytest.fail(f"the server did not start: {''.join(said)}")
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.communicate()


@pytest.fixture
def page(browser: Browser, board: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.goto(board)
    yield opened
    context.close()


def step_once(page: Page, value: int) -> None:
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("img", name=f"Delivered {value}", exact=True)).to_be_visible()


def axis(page: Page) -> list[float]:
    shown: list[float] = page.locator(".js-plotly-plot").first.evaluate("node => node._fullLayout.xaxis.range")
    return shown


def test_a_new_value_keeps_the_node_the_zoom_and_the_hidden_trace(page: Page) -> None:
    chart = page.get_by_role("img", name="Delivered 40", exact=True)
    expect(chart).to_be_visible()
    chart.evaluate(KEEPS_NODE)
    page.locator(".legendtoggle").nth(1).click()
    expect(page.locator(".legend .traces").nth(1)).to_have_css("opacity", "0.5")
    box = chart.locator(".nsewdrag").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] - 20, steps=5)
    page.mouse.up()
    page.wait_for_function("document.querySelector('.js-plotly-plot')._fullLayout.xaxis.autorange === false")
    zoomed = axis(page)
    step_once(page, 41)
    assert axis(page) == zoomed
    assert page.locator(".js-plotly-plot").first.evaluate("node => node.marked")
    expect(page.locator(".legend .traces").nth(1)).to_have_css("opacity", "0.5")


def test_an_open_label_tells_the_new_number(page: Page) -> None:
    chart = page.get_by_role("img", name="Delivered 40", exact=True)
    box = chart.locator(".nsewdrag").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    label = page.locator(".hovertext", has_text="delivered")
    expect(label).to_contain_text("40")
    step_once(page, 41)
    expect(label).to_contain_text("41")


def test_colours_follow_the_viewers_theme_without_another_run(page: Page) -> None:
    expect(page.get_by_role("img", name="Delivered 40", exact=True)).to_be_visible()
    line = page.locator(".js-plotly-plot").first.locator(".scatterlayer .js-line").first
    light = line.evaluate("node => getComputedStyle(node).stroke")
    page.emulate_media(color_scheme="dark")
    expect(line).not_to_have_css("stroke", light)


def test_colours_follow_a_theme_chosen_in_the_menu(page: Page) -> None:
    expect(page.get_by_role("img", name="Delivered 40", exact=True)).to_be_visible()
    line = page.locator(".js-plotly-plot").first.locator(".scatterlayer .js-line").first
    light = line.evaluate("node => getComputedStyle(node).stroke")
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(line).not_to_have_css("stroke", light)


def test_a_chart_fills_its_container_and_has_its_height_from_the_start(page: Page) -> None:
    chart = page.get_by_role("img", name="Delivered 40", exact=True)
    expect(chart).to_be_visible()
    for width in (1280, 700):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "() => { const node = document.querySelector('.js-plotly-plot');"
            " return node.querySelector('.main-svg').clientWidth === Math.floor(node.parentElement.clientWidth); }"
        )
    assert chart.evaluate("node => node.getBoundingClientRect().height") == 300


def test_nothing_moves_when_the_library_arrives_late(browser: Browser, board: str) -> None:
    page = browser.new_page()
    waiting: list[Route] = []
    page.route(re.compile(re.escape(library.installed().address)), lambda route: waiting.append(route))
    with page.expect_request(re.compile(re.escape(library.installed().address))):
        page.goto(board, wait_until="commit")
    # from the first chart's top, because the slider above it has its own way of appearing
    span = """() => document.querySelector("[data-testid=stText]").getBoundingClientRect().bottom
        - document.querySelector(".stBidiComponent").getBoundingClientRect().top"""
    expect(page.get_by_text("below")).to_be_visible()
    expect(page.get_by_role("table", name="Late by rep")).to_be_visible()
    expect(page.locator(".stBidiComponent div[style]")).to_have_count(2)
    before = page.evaluate(span)
    for route in waiting:
        route.continue_()
    expect(page.get_by_role("img", name="Delivered 40", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="One of each kind")).to_be_visible()
    assert page.evaluate(span) == before
    page.close()


def test_without_the_library_the_chart_says_so_in_words(browser: Browser, board: str) -> None:
    page = browser.new_page()
    page.route(re.compile(re.escape(library.installed().address)), lambda route: route.abort())
    page.goto(board, wait_until="commit")
    expect(page.get_by_text("Delivered 40 The chart itself cannot be drawn")).to_be_visible()
    page.close()


def test_each_kind_of_trace_is_drawn_as_what_it_is(page: Page) -> None:
    expect(page.get_by_role("img", name="One of each kind")).to_be_visible()
    drawn = page.locator(".js-plotly-plot").nth(1).evaluate("node => node._fullData.map(trace => trace.type)")
    assert drawn == list(library.KEPT)


def test_a_screen_reader_meets_one_image_and_no_buttons(page: Page) -> None:
    chart = page.get_by_role("img", name="Delivered 40", exact=True)
    expect(chart).to_be_visible()
    assert page.locator(".js-plotly-plot").locator("a, button, [tabindex]").count() == 0


def test_nothing_is_asked_of_another_server(browser: Browser, board: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(board)
    expect(page.get_by_role("img", name="Delivered 40", exact=True)).to_be_visible()
    assert [url for url in asked if not url.startswith((board, "blob:", "data:"))] == []
    page.close()


def test_a_table_shows_text_as_text_and_changes_in_place(page: Page) -> None:
    table = page.get_by_role("table", name="Late by rep")
    expect(table.get_by_role("cell")).to_have_text(["<img src=x onerror=alert()>", "40", "**bob**", "2,431"])
    expect(table.locator("img")).to_have_count(0)
    expect(table.get_by_role("cell", name="2,431")).to_have_css("text-align", "right")
    page.locator(".sheet").evaluate(KEEPS_NODE)
    page.get_by_role("slider").press("ArrowRight")
    expect(table.get_by_role("cell", name="41", exact=True)).to_be_visible()
    assert page.locator(".sheet").evaluate("node => node.marked")
