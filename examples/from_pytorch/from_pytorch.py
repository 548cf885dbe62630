#!/usr/bin/env python3
"""PyTorch's side of from_pytorch.cpp, with Debian's python3-torch and python3-numpy.

from_pytorch.py train FILE      trains a model, prints what it predicts, and saves it
from_pytorch.py predict FILE    loads a model, and prints what it predicts
"""
import json
import struct
import sys

import numpy as np
import torch
from torch import nn

DTYPES = {"F32": np.float32, "F64": np.float64, "I64": np.int64}


def save(tensors, path):
    """Writes a state_dict as safetensors: the header's length, the header in JSON, the numbers."""
    arrays = {name: tensor.detach().numpy() for name, tensor in tensors.items()}
    names = {np.dtype(dtype): name for name, dtype in DTYPES.items()}
    header, end = {}, 0
    for name, array in arrays.items():
        begin, end = end, end + array.nbytes
        header[name] = {"dtype": names[array.dtype], "shape": array.shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(a.tobytes() for a in arrays.values()))


def load(path):
    """Reads a state_dict from safetensors."""
    with open(path, "rb") as file:
        header, data = json.loads(file.read(struct.unpack("<Q", file.read(8))[0])), file.read()
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])],
                                                 DTYPES[entry["dtype"]]).reshape(entry["shape"]).copy())
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


torch.manual_seed(1)
task, path = sys.argv[1:]
model = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.SiLU(), nn.Linear(16, 1))
if task == "train":
    train(model)
    save(model.state_dict(), path)
else:
    model.load_state_dict(load(path))
points = torch.tensor([[0.5, 1.0], [-1.0, 0.5], [1.5, -1.5]])
print("PyTorch predicts:", *(f"{z:.5f}" for z in model.eval()(points).flatten()))
