"""The PyTorch side of benchmarks/compare.

    python3 pytorch.py CASE LAYOUT THREADS

LAYOUT is default or channels-last.
"""

import sys

try:
    import torch
except ImportError as missing:
    print(f"{sys.executable} cannot import PyTorch: {missing}", file=sys.stderr)
    sys.exit(3)

import cases
from worker import serve


def main():
    name, layout, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(threads)
    serve(f"PyTorch {torch.__version__}", *cases.CASES[name](layout))


if __name__ == "__main__":
    main()
