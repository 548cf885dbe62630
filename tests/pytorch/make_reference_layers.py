#!/usr/bin/env python3
"""Writes reference_layers.hpp: what PyTorch computes for layers that normalise, in double.

Run with Debian's python3-torch: python3 make_reference_layers.py > reference_layers.hpp
"""
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)


def array(name, tensor):
    """Rows are samples, so the memory is that of features x samples in column-major order."""
    values = ", ".join(repr(v) for v in tensor.detach().reshape(-1).tolist())
    print(f"inline const std::vector<double> {name}{{{values}}};")


weight, bias, x, dy = torch.rand(3) + 0.5, torch.randn(3), torch.randn(4, 3) * 2 + 1, torch.randn(4, 3)


def run(name, layer):
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
    inputs = x.clone().requires_grad_()
    y = layer(inputs)
    y.backward(dy)
    for part, value in (("y", y), ("dx", inputs.grad), ("d_weight", layer.weight.grad),
                        ("d_bias", layer.bias.grad)):
        array(f"{name}_{part}", value)
    return layer


print("// Made by make_reference_layers.py with PyTorch " + torch.__version__.split("a")[0] + "; do not edit.")
print("#pragma once\n\n#include <vector>\n\nnamespace pytorch {\n")
for name, value in (("weight", weight), ("bias", bias), ("x", x), ("dy", dy)):
    array(f"norm_{name}", value)
run("layer_norm", nn.LayerNorm(3))
norm = run("batch_norm", nn.BatchNorm1d(3))
norm(2 * x)
norm.eval()
array("batch_norm_mean", norm.running_mean)
array("batch_norm_var", norm.running_var)
array("batch_norm_inference", norm(x))
print("\n}  // namespace pytorch")
