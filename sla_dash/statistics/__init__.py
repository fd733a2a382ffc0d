"""Formulas with their sources: survival, proportions, limits, strata, the forecast."""
