"""What is due: the frontier, and who hands out of it."""
