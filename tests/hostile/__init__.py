"""A portal that does what the worst ones do: one fault a host, beside good articles, and what a crawl must make of each.

A family is a module with ``FAULTS`` (and ``SETTINGS``, if its crawls need some); ``python -m tests.hostile`` writes the table.
"""
