"""What a side of benchmarks/compare in Python does: a case as often as the lines on standard input say, see Worker.java."""

import sys
import time


def serve(version, step, check):
    """Says that it is ready, then answers line by line."""
    print("ready", version, flush=True)
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
