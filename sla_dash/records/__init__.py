"""The snapshot of the records: opened, and asked one question at a time."""
