"""One script a screen; `app.py` runs them."""
