"""A check with a real cron daemon, run by hand and by .ci/run: python -m tests.cron."""
