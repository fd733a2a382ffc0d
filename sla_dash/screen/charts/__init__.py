"""One module a question: an answer in, a figure out. Floats begin here."""
