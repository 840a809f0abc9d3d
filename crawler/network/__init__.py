"""How a portal is asked, and what may come in."""
