"""The PyTorch side of benchmarks/compare: does one case as often as the lines on standard input say.

    python3 pytorch.py CASE LAYOUT THREADS

LAYOUT is default or channels-last. The lines are those of Worker.java.
"""

import sys
import time

try:
    import torch
except ImportError as missing:
    print(f"{sys.executable} cannot import PyTorch: {missing}", file=sys.stderr)
    sys.exit(3)

import cases


def main():
    name, layout, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(threads)
    step, check = cases.CASES[name](layout)
    print("ready PyTorch", torch.__version__, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "check":
            print("check", check(), flush=True)
        elif words[0] == "run":
            nanos = []
            for _ in range(int(words[1])):
                start = time.perf_counter_ns()
                step()
                nanos.append(time.perf_counter_ns() - start)
            print("times", *nanos, flush=True)
        else:
            sys.exit("cannot " + line)


if __name__ == "__main__":
    main()
