"""The board's answers as text, as JSON and as CSV: what machines and mails read."""
