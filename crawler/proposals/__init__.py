"""Proposing a module for a portal, and checking those there are."""
