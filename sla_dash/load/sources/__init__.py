"""From what a CRM hands over to staged tables: all text, row by row, with file and line."""
