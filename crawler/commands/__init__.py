"""The commands of ``citydesk``, one module each: its options here, its work in the module that it imports when called.

Importing this package must stay cheap, for ``citydesk --help`` imports all of it: click and nothing heavy.
"""
