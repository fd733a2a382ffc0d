"""``python -m sla_dash`` is ``sla-dash``."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, from the first import on."""
    try:
        from sla_dash import cli

        cli.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
