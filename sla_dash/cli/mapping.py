"""``sla-dash map``: from a look at a folder to the mapping that loads it."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sla_dash import places
from sla_dash.cli import loading
from sla_dash.cli.shared import AsOf, Data, history, instant, say
from sla_dash.errors import SlaDashError, refusals

DEFAULT = Path("mapping.toml")
"""In the folder where one stands."""


def map_folder(
    folder: Annotated[Path, typer.Argument(help="Folder of exported files.")],
    output: Annotated[Path, typer.Option("--output", help="Where to write the mapping.")] = DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="Replace a mapping that is there.")] = False,
    data: Data = places.DATA,
    as_of: AsOf = None,
) -> None:
    """Look at a folder of files and write the mapping that loads it, with a reason for every line.

    On a terminal it asks what the files cannot say; elsewhere it takes the likeliest answers, and says so.
    """
    from sla_dash import demo

    _refuse_present(output, force=force)
    known = history(data)
    agreements = known.agreements if known.holds and not demo.is_held(data) else None
    text = loading.answered(folder, None, data, agreements, instant(as_of))
    with refusals(f"The mapping cannot be written to {output}"):
        output.write_text(text, "utf-8")
    command = shlex.join(["sla-dash", "load", str(folder), "--mapping", str(output)])
    say([f"The mapping is in {output}. Look it over, then: {command}"])


def _refuse_present(output: Path, *, force: bool) -> None:
    if not output.exists() or force:
        return
    if not (loading.terminal() and output.is_file() and typer.confirm(f"{output} is there already. Replace it?")):
        raise SlaDashError(
            f"{output} is there already, and stays as it is.",
            advice="Give --output for another place, or --force to replace it.",
        )
