"""Tests are sentences about the board, on real databases and real pages; the folders are those of the package."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The repository."""
