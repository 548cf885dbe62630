#!/usr/bin/env python3
"""Writes 50 random architectures: architectures.safetensors with their numbers, architectures.hpp with the same in C++.

Run with Debian's python3-torch in this folder: python3 make_architectures.py
"""
import copy
import random

import torch
from torch import nn

from vectors import Residual, run, save, shake

COUNT = 50
WIDEST = 40
DEEPEST = 8

ACTIVATIONS = [
    (nn.ELU, "ELU{}"), (lambda: nn.ELU(0.5), "ELU{.alpha = 0.5}"), (nn.GELU, "GELU{}"),
    (lambda: nn.GELU(approximate="tanh"), "GELUTanh{}"), (nn.Hardswish, "HardSwish{}"), (nn.Identity, "Identity{}"),
    (nn.LeakyReLU, "LeakyReLU{}"), (lambda: nn.LeakyReLU(0.2), "LeakyReLU{.negative_slope = 0.2}"),
    (nn.Mish, "Mish{}"), (nn.ReLU, "ReLU{}"), (nn.SELU, "SELU{}"), (nn.Sigmoid, "Sigmoid{}"), (nn.SiLU, "SiLU{}"),
    (lambda: nn.Softmax(dim=1), "Softmax{}"), (nn.Softplus, "Softplus{}"),
    (lambda: nn.Softplus(2.0, 10.0), "Softplus{.beta = 2, .threshold = 10}"), (nn.Tanh, "Tanh{}"),
]


def draw_width(draw):
    """Small ones are as likely as large ones: uniform in the logarithm."""
    return round(WIDEST ** draw.random())


def dense(draw, inputs, units):
    if draw.random() < 0.2:
        return nn.Linear(inputs, units, bias=False), f"Dense{{{units}, no_bias}}"
    return nn.Linear(inputs, units), f"Dense{{{units}}}"


def keeps_width(draw, width):
    """A layer that hands on the width it receives. A Dropout of 0 is the one that both libraries draw alike."""
    kind = draw.choice(["activation"] * 4 + ["batch_norm", "batch_norm", "layer_norm", "layer_norm", "dropout"])
    if kind == "activation":
        module, text = draw.choice(ACTIVATIONS)
        return module(), text
    return {"batch_norm": lambda: draw.choice([(nn.BatchNorm1d(width), "BatchNorm{}"),
                                               (nn.BatchNorm1d(width, eps=1e-3, momentum=0.3),
                                                "BatchNorm{.epsilon = 1e-3, .momentum = 0.3}")]),
            "layer_norm": lambda: (nn.LayerNorm(width), "LayerNorm{}"),
            "dropout": lambda: (nn.Dropout(0.0), "Dropout{0.0}")}[kind]()


def residual(draw, width, depth):
    """A skip connection over `depth` layers, of which two may be Dense with another width between them."""
    inner = [keeps_width(draw, width) for _ in range(depth)]
    if depth >= 3:
        between = draw_width(draw)
        inner[0], inner[-1] = dense(draw, width, between), dense(draw, between, width)
        inner[1:-1] = [keeps_width(draw, between) for _ in inner[1:-1]]
    elif draw.random() < 0.7:
        inner[-1] = dense(draw, width, width)
    modules, texts = zip(*inner)
    return Residual(*modules), f"Residual{{{', '.join(texts)}}}"


def layers(draw, width):
    """1 to 8 layers, those inside a Residual counted; returns the width that they hand on, too."""
    left, result = draw.randint(1, DEEPEST), []
    while left > 0:
        kind = draw.random()
        if kind < 0.35:
            units = draw_width(draw)
            result.append(dense(draw, width, units))
            width, left = units, left - 1
        elif kind < 0.55 and left >= 2:
            depth = draw.randint(1, min(3, left - 1))
            result.append(residual(draw, width, depth))
            left -= depth + 1
        else:
            result.append(keeps_width(draw, width))
            left -= 1
    return result, width


def draw_loss(draw, width, samples):
    """A loss, the same in C++, and targets for it."""
    target = torch.randn(samples, width)
    choices = [(nn.MSELoss(), "MeanSquaredError{}", target), (nn.L1Loss(), "MeanAbsoluteError{}", target),
               (nn.HuberLoss(delta=0.7), "Huber{.delta = 0.7}", target),
               (nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.0)), "BinaryCrossEntropy{.positive_weight = 2}",
                torch.rand(samples, width).round())]
    if width > 1:
        smooth = nn.CrossEntropyLoss(label_smoothing=0.1)
        choices += 2 * [(lambda y, t: smooth(y, t[:, 0].long()),
                         "OfLabels<CrossEntropy>{{.label_smoothing = 0.1}}", torch.randint(width, (samples, 1)))]
        choices.append((nn.CrossEntropyLoss(), "CrossEntropy{}", torch.softmax(torch.randn(samples, width), dim=1)))
    return draw.choice(choices)


def is_well_conditioned(exact, net, loss, target):
    """Whether PyTorch's own float agrees with its double to a third of what is allowed here. Where it does not,
    the network magnifies the rounding of any library: a feature of almost no variance, a kink nearly hit."""
    def rounded(tensor):
        return tensor.float() if tensor.is_floating_point() else tensor

    in_float = run(copy.deepcopy(net).float(), loss, exact["x"].float(), rounded(target))
    worst = max(((value - in_float[name]).abs() / value.abs().clamp(min=1)).max() for name, value in exact.items()
                if name not in ("x", "target"))
    return bool(worst < 1e-5 / 3)


def architecture(seed):
    """The C++ text of a network, the text of its loss, and all its numbers; None where it is badly conditioned."""
    torch.manual_seed(seed)
    draw = random.Random(f"architecture {seed}")
    inputs, samples = draw_width(draw), draw.randint(8, 12)
    drawn, outputs = layers(draw, inputs)
    modules, texts = zip(*drawn)
    net = nn.Sequential(*modules)
    shake(net)
    loss, loss_text, target = draw_loss(draw, outputs, samples)
    before = copy.deepcopy(net)
    exact = run(net, loss, torch.randn(samples, inputs), target)
    if not is_well_conditioned(exact, before, loss, target):
        return None
    return f"make_sequential<double>(Input{{{inputs}}}, {', '.join(texts)})", loss_text, exact


def write(found, rejected):
    tensors = {f"architecture {number}.{part}": value
               for number, (_, _, exact) in enumerate(found) for part, value in exact.items()}
    save("architectures.safetensors", tensors)
    version = torch.__version__.split("a")[0]
    with open("architectures.hpp", "w") as file:
        print(f"// Made by make_architectures.py with PyTorch {version}; do not edit. Badly conditioned draws left out: "
              f"{rejected}.", file=file)
        print('#pragma once\n\n#include "case.hpp"\n\n// clang-format off\nnamespace parity {\n', file=file)
        print("/// Calls `check(number, network, loss)` for each architecture.", file=file)
        print("template <class Check>\nvoid for_each_architecture(Check&& check) {\n  using namespace strata;", file=file)
        for number, (net, loss, _) in enumerate(found):
            print(f"  check({number}, {net},\n        {loss});", file=file)
        print("}\n\n}  // namespace parity", file=file)


def main():
    found, seed = [], 0
    while len(found) < COUNT:
        drawn = architecture(seed)
        found += [drawn] if drawn else []
        seed += 1
    write(found, seed - COUNT)


main()
