"""What the scripts of this folder share: layers that PyTorch lacks, one case, and safetensors without a package.

Each run of a script draws the same numbers; the last digits of sums may differ, as PyTorch adds by alignment.
"""
import json

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Normalization(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)

    def forward(self, x):
        return (x - self.mean) / self.deviation


class Denormalization(Normalization):
    def forward(self, x):
        return self.mean + self.deviation * x


def shake(net):
    """Normalising layers begin at ones and zeros, which would hide mistakes."""
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias)
        if isinstance(module, nn.BatchNorm1d):
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)


def numbers(named, prefix):
    """Copies of all tensors but counters, whose names gain the prefix."""
    return {prefix + name: value.detach().clone() for name, value in named if value.is_floating_point()}


def run(net, loss, x, target):
    """All numbers of one training pass, of the state it leaves, and of inference after it."""
    result = {"x": x.detach().clone(), "target": target} | numbers(net.state_dict().items(), "net.")
    x = x.detach().clone().requires_grad_()
    net.train()
    y = net(x)
    value = loss(y, target)
    value.backward()
    result |= {"y": y.detach(), "loss": value.detach(), "dx": x.grad}
    result |= numbers(((name, p.grad) for name, p in net.named_parameters()), "gradient.")
    result |= numbers(net.named_buffers(), "state.")
    net.eval()
    return result | {"inference": net(x).detach()}


def save(path, tensors):
    """https://huggingface.co/docs/safetensors/index#format"""
    header, data = {}, b""
    for name, tensor in tensors.items():
        array = tensor.double().contiguous().numpy().astype("<f8")
        header[name] = {"dtype": "F64", "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)
