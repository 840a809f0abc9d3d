"""Which articles are copies of one story."""
