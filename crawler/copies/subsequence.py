"""How much two rows of codes have in common, in order."""

from collections import defaultdict
from collections.abc import Sequence

LCS_TOKENS = 10_000  # it takes 4 ms for 3,000 tokens and grows with the square


def longest_common(a: Sequence[int], b: Sequence[int]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö, 2004): one long integer is a row."""
    a, b = sorted((a[:LCS_TOKENS], b[:LCS_TOKENS]), key=len)
    positions: defaultdict[int, int] = defaultdict(int)
    for place, code in enumerate(a):
        positions[code] |= 1 << place
    full = row = (1 << len(a)) - 1
    for code in b:
        match = row & positions.get(code, 0)
        row = (row + match | row - match) & full
    return len(a) - row.bit_count()
