"""Crawls of one portal that overlap, of many that are started: ``python -m tests.bench.overlap [STARTS]``.

Processes take and free the lock of one portal as crawls do, several at a time and without a pause; every tenth is killed
while it holds it. Inside the lock each writes its number into a file, and looks whether it is still alone there. Printed are
the starts that ran, were refused, were killed, and met another one inside (``overlap``).
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import ROOT

CRAWL = """
import os, sys, time
def lives(pid):
    try:
        flags = open("/proc/" + pid + "/stat").read().rpartition(")")[2].split()[6]
    except OSError:
        return False
    return not int(flags) & 4  # PF_EXITING: killed, its files are closed, and it is not gone yet
from crawler.crawling.locks import Locked, PortalLock
lock, inside = PortalLock(sys.argv[1], "riverside"), sys.argv[1] + ".inside"
try:
    lock.take()
except Locked:
    print("refused"); sys.exit(75)
# Whoever finds the file of a living process there is not alone; the dead leave theirs, and the lock must not.
try:
    before = os.path.exists(inside) and open(inside).read()
    if before and lives(before):
        print("overlap"); sys.exit(1)  # it is in there, too
    with open(inside, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(float(sys.argv[2]))
    if open(inside).read() != str(os.getpid()):
        print("overlap"); sys.exit(1)
    if sys.argv[3] == "dies":
        os.kill(os.getpid(), 9)
    os.unlink(inside)
finally:
    lock.free()
print("ran")
"""


def start(db: Path, number: int) -> str:
    """What one start came to: ran, refused, overlap, or killed."""
    chance = random.Random(number)
    held, fate = f"{chance.random() * 0.05:.4f}", "dies" if number % 10 == 0 else "ends"
    command = [sys.executable, "-c", CRAWL, str(db), held, fate]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    return "killed" if done.returncode == -signal.SIGKILL else done.stdout.strip() or f"failed: {done.stderr[-300:]}"


def main() -> int:
    """Prints the figures; returns 1 where anything overlapped or was refused by the dead."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("starts", type=int, nargs="?", default=1000)
    parser.add_argument("--at-once", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.at_once) as pool:
        db = Path(folder) / "news.db"
        found = Counter(pool.map(lambda number: start(db, number), range(given.starts)))
        last = start(db, 1)  # nobody holds it now, however many were killed
    print(f"{given.starts:,} starts, {given.at_once} at a time: {dict(found)}; then one alone: {last}")
    sound = (
        not found["overlap"]
        and last == "ran"
        and sum(found[word] for word in ("ran", "refused", "killed")) == given.starts
    )
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
