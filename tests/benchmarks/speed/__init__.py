"""How fast the board is: each script measures one thing, beside a page that does as much in another way."""
