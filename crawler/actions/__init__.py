"""What each command does; its options are in crawler.commands."""
