"""The command line: ``citydesk``. Imports wait until a command needs them, so that ``--help`` is quick."""

import sys
from typing import Any, NoReturn

import click

from crawler import __version__
from crawler.commands import options
from crawler.commands.add import add
from crawler.commands.alert import alert
from crawler.commands.backup import backup
from crawler.commands.check import check
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
from crawler.commands.retire import retire
from crawler.commands.schedule import schedule
from crawler.commands.search import search
from crawler.commands.serve import serve
from crawler.commands.show import show
from crawler.commands.size import size
from crawler.commands.status import status
from crawler.monitoring.outcome import ExitCode
from crawler.output import streams
from crawler.output.problems import OneLine

#: In the order of a day's work; ``--help`` sorts by name.
COMMANDS = (
    demo,
    crawl,
    due,
    schedule,
    status,
    alert,
    retire,
    extract,
    explain,
    add,
    check,
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


def _lost(problem: str, code: str | int | None = 0) -> NoReturn:
    """Ends a command whose output was lost; what it wants to end with itself says more."""
    OneLine(problem, ExitCode.SOME_FAILED).show()
    sys.exit(code or ExitCode.SOME_FAILED)


class _Group(click.Group):
    """The commands, with streams that can be relied on, and Ctrl-C told by the exit code of the contract."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command and ends the process."""
        streams.prepare()
        try:
            return super().main(*args, **extra)
        except SystemExit as end:
            if problem := streams.flush():
                _lost(problem, end.code)
            raise
        except OSError as error:
            if problem := streams.refused(error):
                _lost(problem)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise OneLine("stopped by Ctrl-C", ExitCode.INTERRUPTED) from None
        except MemoryError:
            told = "there is not enough memory: give it more, or less to do at once; what was stored before stays"
            raise OneLine(told, ExitCode.SOME_FAILED) from None


@click.group(
    cls=_Group,
    epilog=options.EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__)
def main() -> None:
    """Collects the articles of local news portals into one SQLite file."""


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
