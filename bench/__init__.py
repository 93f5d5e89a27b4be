"""How fast Rapport is, as a ratio to the least work that gives the same answer on this machine."""
