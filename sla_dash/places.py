"""Where things lie: what the board comes with, and the folder of its data."""

import os
import re
from pathlib import Path

_PACKAGE = Path(__file__).parent
_IN_A_WHEEL = _PACKAGE / "shipped"
SHIPPED = _IN_A_WHEEL if _IN_A_WHEEL.exists() else _PACKAGE.parent
"""What lies at the top of the repository; pyproject.toml says where a wheel has it and which files those are."""
APP = SHIPPED / "app.py"
CONFIG = SHIPPED / ".streamlit" / "config.toml"
DEMO = SHIPPED / "data"

ENVIRONMENT = "SLA_DASH_DATA"
DATA = Path("data")
"""The folder of the agreement and the records where nobody names another: in the folder the process stands in."""


FOLDERS = re.compile(r"(?<![\w/:.])/(?:[^\s/'\"]+/)+")
"""The folders of a path of the server, within a text; the last name of the path is no part of it."""


def data() -> Path:
    """Return the folder of the agreement and the records, the one set in ``SLA_DASH_DATA`` first."""
    return Path(os.environ.get(ENVIRONMENT) or DATA)


SNAPSHOT = re.compile(r"records-(\d{8}T\d{6}Z)(?:_(\d{3}))?\.duckdb")
"""Name of a file of loaded records: when it was loaded, and which of that second it is where there are more."""


def snapshots(data: Path) -> list[Path]:
    """List the files of loaded records in a data folder, the newest last; other files are not its own."""
    return sorted(path for path in data.glob("records-*") if SNAPSHOT.fullmatch(path.name) and path.is_file())


def page(name: str) -> Path:
    """Return the script of a page; Streamlit would look for a relative path beside app.py."""
    return _PACKAGE / "pages" / f"{name}.py"
