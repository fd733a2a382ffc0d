import asyncio
import gzip
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pyarrow as pa
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Message as Event
from streamlit.testing.v1 import AppTest

from sla_dash.screen import figure
from sla_dash.screen.figure import bundle, library
from sla_dash.screen.figure.message import Message, Picture

ADDRESS = library.installed().address


def test_a_page_under_test_holds_the_chart_that_was_placed() -> None:
    def page() -> None:
        from functools import partial

        import plotly.graph_objects as go

        from sla_dash.screen import figure

        drawing = partial(go.Figure, go.Bar(x=["rep 07"], y=[4], name="late"))
        figure.place(drawing, key="late", alt="Rep 07: 4 late", height=200)

    app = AppTest.from_function(page).run()
    [placed] = [Message.decoded(element.proto.bytes) for element in app.get("bidi_component")]
    assert not app.exception
    assert (placed.alt, placed.height) == ("Rep 07: 4 late", 200)
    assert placed.figure.data[0].name == "late"
    assert placed.figure.data[0].y == (4,)


def test_a_message_comes_out_as_it_went_in() -> None:
    drawn = go.Figure(go.Scatter(x=[1, 2], y=[3, 4], line={"color": "var(--st-red-color)"}))
    message = Message(alt='"90 %" – <b>zażółć</b>', height=123, rest=500, picture=Picture.of(drawn))
    found = Message.decoded(message.encoded())
    assert (found.alt, found.height, found.rest, found.figure) == (message.alt, 123, 500, drawn)


@pytest.mark.parametrize(("drawn", "high"), [(335.5, 336), (320, 320), (None, None)])
def test_a_picture_takes_whole_pixels(drawn: float | None, high: int | None) -> None:
    figure = go.Figure(layout={"height": drawn})
    assert Picture.of(figure).height == high
    assert Picture.of(figure.to_plotly_json()).height == high


def test_a_kind_of_trace_that_browsers_are_not_given_is_refused() -> None:
    with pytest.raises(ValueError, match=r"add pie to sla_dash\.screen\.figure\.library\.KEPT"):
        figure.place(partial(go.Figure, go.Pie(values=[1])), key="pie", alt="A pie")


def test_the_installed_library_registers_only_what_the_board_draws() -> None:
    registered = re.findall(rb"\.register\(\[([\w$(),]+)\]\)", library.installed().script)
    assert [len(calls.split(b",")) for calls in registered] == [len(library.KEPT)]


def test_a_library_of_an_unfamiliar_shape_is_served_whole() -> None:
    source = 'window.Plotly = (() => { lib.register([a(),b()]); })(); "use strict"'
    assert library.cut(source) == source


def test_a_library_without_a_kind_we_need_is_served_whole() -> None:
    whole = '/*\n*/\n"use strict";var Plotly=(()=>{lib.register([a(),b()])})();\nwindow.Plotly = Plotly;'
    assert library.cut(whole) == whole


def test_of_the_installed_library_little_is_left() -> None:
    whole = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    assert len(library.installed().script) < whole.stat().st_size / 3


def test_a_module_stays_while_something_that_stays_mentions_it() -> None:
    head, a, b = "var W=(e)=>e;start(a());", "var a=W((e,t)=>{b()});", "var b=W(e=>{e.x=1});"
    unasked, names = "var c=W((e,t)=>{d()});var d=Ea(()=>{b()});", "var n={};Fp(n,{default:()=>b});"
    beside = "var f=W(()=>{}); function g(){}"
    assert library._reached(head + unasked + a + names + b + beside) == head + a + b + beside
    assert library._reached(head + unasked + a + b) == head + a + b
    assert library._reached("nothing of this shape") == "nothing of this shape"


@dataclass
class Answer:
    """What one request to the middleware and the route came back with."""

    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer_to(path: str, *, encoding: str = "gzip") -> Answer:
    async def page(request: Request) -> Response:
        if request.url.path == "/plan":
            body = gzip.compress(b"<html><head></head></html>")
            return HTMLResponse(body, headers={"Content-Encoding": "gzip"})
        return HTMLResponse("<html><head></head></html>", headers={"ETag": "old"})

    async def numbers(_request: Request) -> Response:
        return Response("</head>", media_type="text/plain")

    answer = Answer()

    async def receive() -> Event:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: Event) -> None:
        if event["type"] == "http.response.start":
            answer.headers = {name.decode(): value.decode() for name, value in event["headers"]}
        else:
            answer.body += event.get("body", b"")

    routes = [*bundle.routes(), Route("/numbers", numbers), Route("/{path:path}", page)]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"board"), (b"accept-encoding", encoding.encode())],
    }
    asyncio.run(Starlette(routes=routes, middleware=bundle.middleware())(scope, receive, send))
    return answer


def test_the_library_travels_small_and_is_kept_for_good() -> None:
    answer = answer_to(f"/{ADDRESS}")
    assert gzip.decompress(answer.body) == library.installed().script
    assert len(answer.body) < len(library.installed().script) / 2
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


def test_a_browser_that_takes_it_gets_the_library_smaller_still() -> None:
    small, script = answer_to(f"/{ADDRESS}", encoding="gzip, deflate, br, zstd"), library.installed().script
    assert small.headers["content-encoding"] == "zstd"
    assert pa.Codec("zstd").decompress(small.body, len(script), asbytes=True) == script
    assert len(small.body) < len(answer_to(f"/{ADDRESS}").body)
    assert answer_to(f"/{ADDRESS}", encoding="x-zstd").headers["content-encoding"] == "identity"


def test_what_the_first_screen_needs_is_compressed_before_anybody_asks() -> None:
    bundle._compressed.cache_clear()
    bundle.prepare()
    prepared = bundle._compressed.cache_info().currsize
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text("utf-8")
    names = re.findall(r'"\.(/static/(?:js|css)/[^"]+)"', page)
    assert prepared == 1 + len(set(names)) > 50
    for address in (ADDRESS, *names):
        answer_to(f"/{address.lstrip('/')}", encoding="zstd")
    assert bundle._compressed.cache_info().currsize == prepared


def test_a_client_without_gzip_gets_the_library_plain() -> None:
    assert answer_to(f"/{ADDRESS}", encoding="identity").body == library.installed().script


def test_a_page_asks_for_the_library_at_once_and_the_first_one_without_charts_when_it_stands() -> None:
    later = answer_to("/").body.decode()
    assert "<script async" not in later
    assert f'script.src = new URL("./{ADDRESS}", document.baseURI)' in later
    answer = answer_to("/whatif")
    assert f'<script async src="./{ADDRESS}"' in answer.body.decode()
    assert "etag" not in answer.headers, "a page kept from before would ask for the library of before"


def test_a_page_that_comes_compressed_is_sent_readable() -> None:
    answer = answer_to("/plan")
    assert f'<script async src="./{ADDRESS}"' in answer.body.decode()
    assert "content-encoding" not in answer.headers


def test_what_is_not_a_page_is_left_alone() -> None:
    assert answer_to("/numbers").body == b"</head>"


def test_streamlits_scripts_travel_compressed() -> None:
    script = next((Path(streamlit.__file__).parent / "static/static/js").glob("index.*.js"))
    answer = answer_to(f"/static/js/{script.name}")
    assert gzip.decompress(answer.body) == script.read_bytes()
    assert "javascript" in answer.headers["content-type"]


def test_a_path_that_climbs_out_of_streamlits_scripts_is_not_ours_to_serve() -> None:
    assert b"<html>" in answer_to("/static/js/../../index.html").body
