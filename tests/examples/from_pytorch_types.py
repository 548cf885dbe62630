"""Every type of tensor is saved by from_pytorch.py and loaded again: from_pytorch_types.py FOLDER_OF_THE_SCRIPT FILE."""
import sys

import torch

sys.path.insert(0, sys.argv[1])
from from_pytorch import load, save

types = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
         torch.int8, torch.uint8, torch.bool]
tensors = {str(dtype): torch.tensor([[0, 1, 2], [3, 4, 5]]).to(dtype) for dtype in types}
tensors |= {"turned": torch.arange(6.0).reshape(2, 3).T, "number": torch.tensor(7), "empty": torch.zeros(0, 3),
            "trained": torch.ones(2, requires_grad=True), "bfloat16": torch.tensor([-3.140625], dtype=torch.bfloat16)}
save(tensors, sys.argv[2])
loaded = load(sys.argv[2])
assert list(loaded) == list(tensors)
for name, tensor in tensors.items():
    assert loaded[name].dtype == tensor.dtype and loaded[name].shape == tensor.shape, name
    assert torch.equal(loaded[name], tensor.detach()), name
print("Types:", len(types))
