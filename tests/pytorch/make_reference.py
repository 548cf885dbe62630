#!/usr/bin/env python3
"""Writes reference.hpp: what PyTorch computes for the layers, losses and optimizers of strata, in double.

Run with Debian's python3-torch: python3 make_reference.py > reference.hpp
"""
import torch
from torch import nn

torch.set_default_dtype(torch.float64)

POINTS = [-1e4, -30.0, -4.0, -2.5, -1.0, -0.3, 1e-3, 0.4, 1.0, 2.7, 3.5, 19.0, 25.0, 1e4]

ACTIVATIONS = {
    "elu": nn.ELU(), "elu_half": nn.ELU(0.5), "gelu": nn.GELU(), "gelu_tanh": nn.GELU(approximate="tanh"),
    "hard_swish": nn.Hardswish(), "identity": nn.Identity(), "leaky_relu": nn.LeakyReLU(),
    "leaky_relu_fifth": nn.LeakyReLU(0.2), "mish": nn.Mish(), "relu": nn.ReLU(), "selu": nn.SELU(),
    "sigmoid": nn.Sigmoid(), "silu": nn.SiLU(), "softplus": nn.Softplus(),
    "softplus_beta": nn.Softplus(2.0, 10.0), "tanh": nn.Tanh(),
}


def numbers(tensor):
    return "{" + ", ".join(repr(v) for v in tensor.detach().reshape(-1).tolist()) + "}"


def array(name, tensor):
    print(f"inline const std::vector<double> {name}{numbers(tensor)};")


def activations():
    array("points", torch.tensor(POINTS))
    for name, f in ACTIVATIONS.items():
        x = torch.tensor(POINTS, requires_grad=True)
        y = f(x)
        y.sum().backward()
        print(f"inline const Activation {name}{{{numbers(y)},\n{numbers(x.grad)}}};")


def softmax():
    """Rows are samples, so the memory is that of features x samples in column-major order."""
    x = torch.tensor([[0.3, -1.2, 2.0], [1e4, -1e4, 9999.0]], requires_grad=True)
    y = nn.Softmax(dim=1)(x)
    dy = torch.tensor([[0.5, -1.0, 2.0], [1.0, 2.0, -3.0]])
    y.backward(dy)
    for name, value in (("x", x), ("y", y), ("dy", dy), ("dx", x.grad)):
        array(f"softmax_{name}", value)


def linear_and_mse():
    torch.manual_seed(1)
    layer, loss = nn.Linear(3, 2), nn.MSELoss()
    x = torch.randn(4, 3, requires_grad=True)
    target = torch.randn(4, 2)
    y = layer(x)
    value = loss(y, target)
    value.backward()
    for name, tensor in (("weight", layer.weight), ("bias", layer.bias), ("x", x), ("target", target),
                         ("y", y), ("loss", value), ("dx", x.grad), ("d_weight", layer.weight.grad),
                         ("d_bias", layer.bias.grad)):
        array(f"linear_{name}", tensor)


def loss(name, function, logits, target):
    """Value and gradient in the output; rows are samples."""
    y = logits.clone().requires_grad_()
    value = function(y, target)
    value.backward()
    print(f"inline const Loss {name}{{{value.item()!r}, {numbers(y.grad)}}};")


def losses():
    torch.manual_seed(2)
    logits, labels = torch.randn(5, 4) * 3, torch.tensor([2, 0, 3, 1, 2])
    weight = torch.tensor([0.5, 2.0, 1.0, 3.0])
    extreme = 1e4 * torch.tensor([[1, -1, 0.9999, 0], [1, 1, -1, -1], [-1, -1, -1, 1], [1, 1, 1, 1],
                                  [-1, 0, 0, 0.5]])
    probabilities = torch.softmax(torch.randn(5, 4), dim=1)
    binary, target = torch.tensor([POINTS, POINTS]), torch.rand(5, 4)
    answers = torch.stack((torch.rand(len(POINTS)), torch.arange(len(POINTS)) % 2)).to(binary.dtype)
    for name, value in (("logits", logits), ("extreme_logits", extreme), ("probabilities", probabilities),
                        ("class_weights", weight), ("answers", answers), ("regression_target", target)):
        array(f"losses_{name}", value)
    print("inline const std::vector<int> losses_labels{" + ", ".join(str(k) for k in labels.tolist()) + "};")
    for name, options in (("plain", {}), ("weighted", dict(weight=weight)),
                          ("smooth", dict(label_smoothing=0.1)),
                          ("both", dict(weight=weight, label_smoothing=0.3))):
        function = nn.CrossEntropyLoss(**options)
        loss(f"cross_entropy_labels_{name}", function, logits, labels)
        loss(f"cross_entropy_labels_{name}_extreme", function, extreme, labels)
        loss(f"cross_entropy_probabilities_{name}", function, logits, probabilities)
        loss(f"cross_entropy_probabilities_{name}_extreme", function, extreme, probabilities)
    loss("binary_cross_entropy", nn.BCEWithLogitsLoss(), binary, answers)
    loss("binary_cross_entropy_weighted", nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0)), binary, answers)
    loss("mean_absolute_error", nn.L1Loss(), logits, target)
    loss("huber", nn.HuberLoss(), logits, target)
    loss("huber_delta", nn.HuberLoss(delta=0.3), logits, target)


def sgd():
    """100 steps on L(p) = sum(cos(p)) + 3 (p . p), whose gradient is 6 p - sin(p)."""
    cases = {"plain": {}, "decay": dict(weight_decay=0.1), "momentum": dict(momentum=0.9),
             "nesterov": dict(momentum=0.8, nesterov=True, weight_decay=0.05)}
    for name, options in cases.items():
        p = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
        optimizer = torch.optim.SGD([p], lr=0.01, **options)
        path = []
        for _ in range(100):
            optimizer.zero_grad()
            (torch.cos(p).sum() + 3 * p.dot(p)).backward()
            optimizer.step()
            path.append(p.detach().clone())
        array(f"sgd_{name}", torch.stack(path))


print("// Made by make_reference.py with PyTorch " + torch.__version__.split("a")[0] + "; do not edit.")
print("#pragma once\n\n#include <vector>\n\nnamespace pytorch {\n")
print("/// y = f(x) and dy/dx at `points`.\nstruct Activation {\n  std::vector<double> y, dx;\n};\n")
print("/// A loss and its gradient in the output.\nstruct Loss {\n  double value;\n"
      "  std::vector<double> gradient;\n};\n")
activations()
softmax()
linear_and_mse()
losses()
sgd()
print("\n}  // namespace pytorch")
