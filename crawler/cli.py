"""The command line: ``citydesk``. Imports wait until a command needs them, so that ``--help`` is quick."""

import click

from crawler import __version__
from crawler.commands import options
from crawler.commands.alert import alert
from crawler.commands.backup import backup
from crawler.commands.crawl import crawl
from crawler.commands.demo import demo
from crawler.commands.doctor import doctor
from crawler.commands.due import due
from crawler.commands.explain import explain
from crawler.commands.export import export
from crawler.commands.extract import extract
from crawler.commands.import_ import import_
from crawler.commands.merge import merge
from crawler.commands.prune import prune
from crawler.commands.reextract import reextract
from crawler.commands.search import search
from crawler.commands.serve import serve
from crawler.commands.show import show
from crawler.commands.size import size
from crawler.commands.status import status

#: In the order of a day's work; ``--help`` sorts by name.
COMMANDS = (
    demo,
    crawl,
    due,
    status,
    alert,
    extract,
    explain,
    reextract,
    search,
    show,
    export,
    serve,
    doctor,
    backup,
    prune,
    size,
    import_,
    merge,
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
