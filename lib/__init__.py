"""Rapport: how a company's customer relationships stand, from its own CSV files."""
