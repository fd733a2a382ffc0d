"""The SLA stand-up board: one shared screen for what sales and marketing promised each other."""

__version__ = "0.1.0"
