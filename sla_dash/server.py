"""The web server of the board."""
