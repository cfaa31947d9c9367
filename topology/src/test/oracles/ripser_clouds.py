"""Barcodes of Ripser of larger clouds for the tests of Vietoris-Rips persistence.

    python ripser_clouds.py RIPSER > ../resources/org/gaspard/topology/rips/ripser_clouds.txt

RIPSER is the program. Each line: kind, n, seed, highest dimension, threshold, then for each dimension "|" and the number of
bars, that of infinite ones, the sum of all finite lengths and the longest. The clouds are those of ripser.py; their distances
are exact in Ripser's floats, of which it prints six digits.
"""

import re
import subprocess
import sys

from ripser import matrix

for kind, n, seed, dimension, threshold in (("sphere", 160, 1, 2, 2.0), ("rotation", 360, 2, 3, 1.75),
                                            ("grid", 150, 3, 2, 9.0), ("uniform", 60, 4, 2, 1.0)):
    d = matrix(kind, n, seed)
    text = "\n" + "\n".join(",".join(repr(d[i][j]) for j in range(i)) for i in range(1, n)) + "\n"
    command = [sys.argv[1], "--format", "lower-distance", "--dim", str(dimension), "--threshold", str(threshold)]
    out = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    line = f"{kind} {n} {seed} {dimension} {threshold}"
    for part in re.split(r"persistence intervals in dim \d+:", out)[1:]:
        bars = re.findall(r"\[([^,]+),([^)]*)\)", part)
        lengths = [float(e) - float(b) for b, e in bars if e.strip()]
        line += f" | {len(bars)} {len(bars) - len(lengths)} {round(sum(lengths), 6)} {round(max(lengths, default=0), 6)}"
    print(line)
