"""Cuts the fonts in two: what the English pages use, and the rest, which a browser fetches only where
a page needs it (`unicode-range`). Takes the uncut files of a folder, writes beside this script, and
prints the ranges that static/style.css holds. Needs fonttools and brotli from PyPI.

    python static/fonts/subset.py FOLDER_WITH_THE_UNCUT_FONTS
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TEXT = """20-7E A0 B0-B3 B7 B9 BD C4 D6 D7 DC DF E1 E4 E8 E9 F1 F6 FC 17E 302 303 394 3A3 3B1-3C9 1D40 1EF9 2013 2014 2016
2018 2019 201C 201D 2022 2026 2033 2060 2070 2074-2079 207B 207F 2080-2089 2090-209C 2190-2193 2202 2207 2212 2213
221A 221D 221E 222B 2248 2264 2265 27E8 27E9"""
MATH = """20-7E A0 B1 B7 D7 2C6 2C7 2DC 302 303 391-3C9 3F5 2002-200A 2016 2026 2032 2033 2061-2064 210E 2112 211D 2190 2192 2202
2207 2208 2211-2213 2217 221A 221D 221E 2223 2225 222B 223C 2248 2260 2264 2265 22A4 22C5 22EF 23DF 27E8 27E9 27F9 FE00
1D434-1D467 1D482 1D488 1D493 1D49A 1D4B3 1D4B4 1D53C 1D6FC-1D71B"""
# Name, characters of the first part, features, weights: one weight leaves nothing to vary.
FONTS = [
    ("source-serif-4", TEXT, "kern liga ccmp mark", (400, 600)),
    ("source-serif-4-italic", TEXT, "kern liga ccmp mark", 400),
    ("source-sans-3", TEXT, "kern ccmp mark", (400, 600)),
    ("stix-two-math", MATH, "ssty", None),
]


def characters(ranges):
    found = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def written(codes):
    """{65, 66, 67, 70} as U+41-43,U+46."""
    runs = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def cut(source, codes, features, weights, target):
    font = TTFont(source)
    if weights and "fvar" in font:
        narrowed = BytesIO()
        instantiateVariableFont(font, {"wght": weights}).save(narrowed)
        font = TTFont(narrowed)
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = features.split()
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    print(f"{target.name}: {target.stat().st_size} bytes, {written(codes)}")


folder, here = Path(sys.argv[1]), Path(__file__).parent
for name, first, features, weights in FONTS:
    source = folder / f"{name}.woff2"
    there = set(TTFont(source).getBestCmap())
    base = there & characters(first)
    cut(source, base, features, weights, here / f"{name}.woff2")
    cut(source, there - base, features, weights, here / f"{name}-rest.woff2")
