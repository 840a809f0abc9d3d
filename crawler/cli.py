"""The command line: ``citydesk``. Imports wait until a command needs them, so that ``--help`` is quick."""

import click

from crawler import __version__
from crawler.commands import options
from crawler.commands.crawl import crawl
from crawler.commands.demo import demo
from crawler.commands.due import due
from crawler.commands.explain import explain
from crawler.commands.extract import extract

#: In the order of a day's work; ``--help`` sorts by name.
COMMANDS = (
    demo,
    crawl,
    due,
    extract,
    explain,
)


@click.group(
    epilog=options.EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__)
def main() -> None:
    """Collects the articles of local news portals into one SQLite file."""


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
