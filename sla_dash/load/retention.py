"""How many files of records are kept, and for how long: what ``privacy.toml`` in the data folder says."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sla_dash import places
from sla_dash.errors import RecordsError
from sla_dash.load import mapping

FILE = "privacy.toml"
_STAMP = "%Y%m%dT%H%M%SZ"


class Keep(BaseModel):
    """What is kept of the records that newer ones have replaced; the newest stay whatever their age."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    snapshots: Annotated[int, Field(ge=1)] = 5
    """Files that are kept at most, the newest among them."""
    days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    """Days after its loading at which a replaced file goes; None keeps it however old it is."""


def read(data: Path) -> Keep:
    """Return what a data folder keeps; raise ``RecordsError`` where that cannot be read."""
    path = data / FILE
    advice = "Write whole numbers from 1, such as snapshots = 5 and days = 90; both may be left out."
    try:
        return Keep.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Keep()
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            said = f"{key} is not a key of it{mapping.closest(key, Keep.model_fields)}"
        else:
            said = f"{key} = {first['input']!r} cannot be"
        raise RecordsError(f"{path}: {said}{'' if said.endswith('?') else '.'}", advice=advice) from error
    except (OSError, ValueError) as error:
        raise RecordsError(f"{path} cannot be read: {error}.", advice=advice) from error


def retire(data: Path, keep: Keep, now: datetime) -> tuple[str, ...]:
    """Remove the files of records that are too many or too old, never the newest; return their names."""
    replaced = places.snapshots(data)[:-1]
    spare = len(replaced) + 1 - keep.snapshots
    gone = [path for place, path in enumerate(replaced) if place < spare or _is_old(path, keep, now)]
    for path in gone:
        path.unlink()
    return tuple(path.name for path in gone)


def _is_old(path: Path, keep: Keep, now: datetime) -> bool:
    stamp = places.SNAPSHOT.fullmatch(path.name)
    if keep.days is None or stamp is None:
        return False
    return datetime.strptime(stamp[1], _STAMP).replace(tzinfo=UTC) < now - timedelta(days=keep.days)
