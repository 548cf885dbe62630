#!/usr/bin/env python3
"""PyTorch's side of from_pytorch.cpp, with Debian's python3-torch and python3-numpy.

from_pytorch.py train FILE      trains a model, prints what it predicts, and saves it
from_pytorch.py predict FILE    loads a model, and prints what it predicts

`from from_pytorch import save` saves the state_dict of any model.
"""
import json
import struct
import sys

import numpy as np
import torch
from torch import nn

DTYPES = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
          "I64": torch.int64, "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8,
          "BOOL": torch.bool}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def to_bytes(tensor):
    """The elements of a tensor by rows. NumPy has no bfloat16: its bits travel as those of int16."""
    tensor = tensor.detach().cpu().contiguous()
    return (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()


def from_bytes(data, dtype, shape):
    """The tensor of these elements."""
    stored = torch.int16 if dtype == torch.bfloat16 else dtype
    array = np.frombuffer(data, torch.zeros(0, dtype=stored).numpy().dtype)
    return torch.from_numpy(array.copy()).view(dtype).reshape(shape)


def save(tensors, path):
    """Writes a state_dict as safetensors: the header's length, the header in JSON, the numbers."""
    parts = {name: to_bytes(tensor) for name, tensor in tensors.items()}
    header, end = {}, 0
    for name, tensor in tensors.items():
        begin, end = end, end + len(parts[name])
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts.values()))


def load(path):
    """Reads a state_dict from safetensors."""
    with open(path, "rb") as file:
        header, data = json.loads(file.read(struct.unpack("<Q", file.read(8))[0])), file.read()
    header.pop("__metadata__", None)
    return {name: from_bytes(data[slice(*entry["data_offsets"])], DTYPES[entry["dtype"]], entry["shape"])
            for name, entry in header.items()}


def train(model):
    """Teaches the model z = sin(x) y."""
    x = 4 * torch.rand(1000, 2) - 2
    z = torch.sin(x[:, :1]) * x[:, 1:]
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x), z).backward()
        optimizer.step()


def main(task, path):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.SiLU(), nn.Linear(16, 1))
    if task == "train":
        train(model)
        save(model.state_dict(), path)
    else:
        model.load_state_dict(load(path))
    points = torch.tensor([[0.5, 1.0], [-1.0, 0.5], [1.5, -1.5]])
    print("PyTorch predicts:", *(f"{z:.5f}" for z in model.eval()(points).flatten()))


if __name__ == "__main__":
    main(*sys.argv[1:])
