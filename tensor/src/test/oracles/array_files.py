"""Writes the array files that the tests of org.gaspard.tensor.io read. Run with numpy: python array_files.py"""

import json
import pathlib
import struct

import numpy as np

OUT = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/tensor/io"

ramp = np.arange(24).reshape(2, 3, 4)
np.save(OUT / "f4.npy", (ramp * 0.5 - 1).astype("<f4"))
np.save(OUT / "f8_fortran.npy", np.asfortranarray(ramp * 0.5 - 1))
np.save(OUT / "f4_big_fortran.npy", np.asfortranarray((ramp * 0.5 - 1).astype(">f4")))
np.save(OUT / "f2_big.npy", np.array([1, -0.5, 65504, 6e-8, np.inf], dtype=">f2"))
np.save(OUT / "i8_big.npy", np.array([[2**31 - 1, -(2**31)], [0, 7]], dtype=">i8"))
np.save(OUT / "i8_wide.npy", np.array([1, 2**31], dtype="<i8"))
np.save(OUT / "complex.npy", np.array([1j]))
np.save(OUT / "object.npy", np.array([{}], dtype=object))
arrays = dict(
    a=(ramp * 0.5 - 1).astype("<f4"),
    flags=np.array([True, False, True]),
    bytes=np.array([0, 1, 128, 255], dtype="u1"),
    scalar=np.array(2.5),
    empty=np.zeros((0, 3), dtype="<f4"),
    ints=np.array([[-1], [5]], dtype="<i4"),
)
np.savez(OUT / "stored.npz", **arrays)
np.savez_compressed(OUT / "deflated.npz", **arrays)

# safetensors: u64 length, JSON header, elements (https://github.com/huggingface/safetensors, "Format")
tensors = [
    ("double", "F64", [2], struct.pack("<2d", 0.1, -3.0)),
    ("long", "I64", [1, 2], struct.pack("<2q", -5, 2**31 - 1)),
    ("single", "F32", [2, 2], struct.pack("<4f", 1, 2, 3, 4)),
    ("int", "I32", [2], struct.pack("<2i", -1, 2**31 - 1)),
    ("half", "F16", [3], struct.pack("<3e", 1.5, -0.25, 65504)),
    ("brain", "BF16", [2], b"".join(struct.pack("<f", v)[2:] for v in (1.0, -3.5))),
    ("short", "I16", [1], struct.pack("<h", 7)),
    ("byte", "U8", [3], bytes([0, 128, 255])),
    ("bool", "BOOL", [2], bytes([1, 0])),
    ("scalar", "F32", [], struct.pack("<f", 42)),
    ("none", "F32", [0, 4], b""),
]
header, data = {"__metadata__": {"format": "pt", "é\n": "\"quoted\""}}, b""
for name, dtype, shape, raw in tensors:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
(OUT / "mixed.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
