"""Writes tensors as lines "name extents numbers", which the class OracleFile of the tests reads."""

import torch


def random(*shape):
    return torch.randint(-1500, 1500, shape).to(torch.float64) / 1000


class OracleFile:
    def __init__(self, path):
        self.path = path
        self.lines = []

    def put(self, name, tensor):
        tensor = tensor.detach().contiguous()
        extents = ",".join(str(n) for n in tensor.shape) or "-"
        self.lines.append(" ".join([name, extents] + [repr(v) for v in tensor.flatten().tolist()]))

    def write(self):
        with open(self.path, "w") as out:
            out.write("\n".join(self.lines) + "\n")
        print(self.path, len(self.lines), "tensors")
