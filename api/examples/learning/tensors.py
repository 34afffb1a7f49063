import json
import os
import urllib.request

import numpy as np

TYPES = {"F64": np.float64, "F32": np.float32, "F16": np.float16, "I64": np.int64, "I32": np.int32, "BOOL": np.bool_}
NAMES = {np.dtype(dtype): name for name, dtype in TYPES.items()}


def dump(tensors, **metadata):
    """Arrays by name as safetensors: the header's length, the header, and the bytes, larger elements first."""
    arrays = sorted(tensors.items(), key=lambda entry: -entry[1].itemsize)
    header, end = {"__metadata__": metadata}, 0
    for name, array in arrays:
        header[name] = {"dtype": NAMES[array.dtype], "shape": array.shape, "data_offsets": (end, end + array.nbytes)}
        end += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *(array.tobytes() for _, array in arrays)])


def load(file):
    """The arrays in safetensors, by name."""
    start = 8 + int.from_bytes(file[:8], "little")
    header = json.loads(file[8:start])
    return {name: np.frombuffer(file[start:][slice(*tensor["data_offsets"])], TYPES[tensor["dtype"]])
            .reshape(tensor["shape"]) for name, tensor in header.items() if name != "__metadata__"}


def evaluate(loss, tensors, **options):
    form = "application/vnd.safetensors"
    request = urllib.request.Request(os.environ.get("NABLA_URL", "http://localhost:8080") + "/v1/losses/" + loss,
                                     dump(tensors, **options), {"Content-Type": form, "Accept": form})
    with urllib.request.urlopen(request) as answer:
        return load(answer.read())


if __name__ == "__main__":
    logits = np.array([[1, 2, 3], [0, -1, 1]], np.float32)
    print(evaluate("cross_entropy", {"predictions": logits, "targets": np.array([2, 0])}, reduction="sum"))
