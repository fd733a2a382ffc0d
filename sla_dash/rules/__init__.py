"""What each question means: pure functions over what was counted, one module a question."""
