"""What pages are made of: choices, headings, sliders, charts and tables."""
