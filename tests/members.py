"""People who have logged in, as the board's own cookie says it."""

import json
import shutil
import time
from http.client import HTTPConnection
from pathlib import Path
from unittest.mock import patch

from joserfc import jwt
from joserfc.jwk import OctKey
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from sla_dash.access import links

SECRET = "a-secret-of-these-tests-and-of-no-board"  # noqa: S105
TOKEN = "2|00000000|00000000000000000000000000000000|0"  # noqa: S105 - what a page sends back of its own
ISSUER = "http://127.0.0.1:9"
"""A provider at which nobody listens."""


WALL = "a-token-that-opens-one-wall"
ACCESS = f"""
[[person]]
email = "anna@example.com"
roles = ["manager"]
[[person]]
email = "bob@example.com"
roles = ["manager"]
[[person]]
email = "carol@example.com"
roles = ["admin"]
[[wall]]
name = "floor 2"
sha256 = "{links.digest(WALL)}"
"""


def morning_for(people: Path, data: Path) -> Path:
    """Copy a data folder to ``people``, open it to Anna, Bob and Carol, who loads, and return it."""
    shutil.copytree(data, people, dirs_exist_ok=True)
    (people / "access.toml").write_text(ACCESS, "utf-8")
    return people


def environment(port: int, issuer: str = ISSUER) -> dict[str, str]:
    """Configure a login for a board at a port."""
    said = {
        "ISSUER": issuer,
        "CLIENT_ID": "board",
        "CLIENT_SECRET": "secret",
        "COOKIE_SECRET": SECRET,
        "ADDRESS": f"http://localhost:{port}",
    }
    return {f"SLA_DASH_LOGIN_{name}": value for name, value in said.items()}


def cookie(port: int, name: str, *, hours_ago: float = 0, secret: str = SECRET, **claims: object) -> str:
    """Return the cookie of somebody who logged in to the board at a port."""
    said = {"iss": ISSUER, "sub": name, "email": f"{name}@example.com", "email_verified": True, "name": name.title()}
    said |= {"origin": f"http://localhost:{port}", "is_logged_in": True, "provider": "default", **claims}
    at = time.time() - 3600 * hours_ago  # noqa: TID251 - a real cookie
    with patch("itsdangerous.timed.time.time", lambda: at):
        value = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(said)).decode()
    return f"{USER_COOKIE_NAME}={value}"


def token(provider: str = "default") -> str:
    """Return what Streamlit's page shows when somebody wants to log in."""
    claims = {"provider": provider, "exp": int(time.time()) + 60}  # noqa: TID251 - a real token
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))


def looking(port: int, who: str = "", *more: str) -> ClientConnection:
    """Open a web socket as the page of somebody does, by their cookie; ``more`` comes in headers of its own."""
    cookies = "; ".join(one for one in (f"{XSRF_COOKIE_NAME}={TOKEN}", who) if one)
    return connect(
        f"ws://localhost:{port}/_stcore/stream",
        origin=Origin(f"http://localhost:{port}"),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(TOKEN)],
        additional_headers=[("Cookie", one) for one in (cookies, *more)],
        max_size=None,
    )


def run(viewer: ClientConnection, page: str = "", query: str = "") -> list[ForwardMsg]:
    """Ask for a page, and return what comes until it is whole."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    viewer.send(request.SerializeToString())
    told: list[ForwardMsg] = []
    while not told or told[-1].WhichOneof("type") != "script_finished":
        told.append(ForwardMsg.FromString(viewer.recv(timeout=60, decode=False)))
    return told


def session(told: list[ForwardMsg]) -> str:
    """Return what the session is called that was asked."""
    return next(str(one.new_session.initialize.session_id) for one in told if one.HasField("new_session"))


def texts(told: list[ForwardMsg]) -> str:
    """Return what a page says and what its buttons are called."""
    found = [one.delta.new_element for one in told if one.WhichOneof("type") == "delta"]
    return "\n".join(f"{one.markdown.body}{one.button.label}" for one in found).strip()


def files(told: list[ForwardMsg]) -> list[str]:
    """Return the addresses of the files that a page offers."""
    found = [one.delta.new_element.download_button.url for one in told if one.WhichOneof("type") == "delta"]
    return [one for one in found if one]


def made_on_demand(told: list[ForwardMsg]) -> str:
    """Return what the first file is called that a page makes only when somebody wants it."""
    found = [one.delta.new_element.download_button for one in told if one.WhichOneof("type") == "delta"]
    return next(one.deferred_file_id for one in found if one.deferred_file_id)


def make(viewer: ClientConnection, session: str, offered: str) -> str:
    """Ask for such a file, and return its address; "" where the board does not make it."""
    request = BackMsg()
    request.backend_operation_request.request_id = "one"
    request.backend_operation_request.session_id = session
    request.backend_operation_request.deferred_file.file_id = offered
    viewer.send(request.SerializeToString())
    while True:
        told = ForwardMsg.FromString(viewer.recv(timeout=60, decode=False))
        if told.WhichOneof("type") == "backend_operation_response":
            return str(told.backend_operation_response.deferred_file.url)


def drop(port: int, session: str, name: str, who: str = "", method: str = "PUT") -> int:
    """Drop a file of two letters into a session as its page does, and return the answer."""
    form = b'--a\r\nContent-Disposition: form-data; name="a"; filename="a.csv"\r\n\r\na,\r\n--a--\r\n'
    said = {"Cookie": f"{XSRF_COOKIE_NAME}={TOKEN}; {who}", "X-Xsrftoken": TOKEN, "Host": f"localhost:{port}"}
    said["Content-Type"] = "multipart/form-data; boundary=a"
    asking = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        asking.request(method, f"/_stcore/upload_file/{session}/{name}", form if method == "PUT" else None, said)
        return asking.getresponse().status
    finally:
        asking.close()
