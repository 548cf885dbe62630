#!/usr/bin/env python3
"""Writes reference_optimizers.hpp: 100 steps of PyTorch's optimizers and schedules, in double.

Run with Debian's python3-torch: python3 make_reference_optimizers.py > reference_optimizers.hpp
"""
import textwrap
import warnings

import torch
from torch import optim
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)
warnings.simplefilter("ignore")

DECAY = dict(weight_decay=0.1, eps=1e-3)
BETAS = dict(betas=(0.8, 0.95))

# With foreach, because the other NAdam of PyTorch before 2.0 multiplies by one mu too many
# (https://github.com/pytorch/pytorch/pull/92699).
OPTIMIZERS = {
    "adam": (optim.Adam, dict(lr=0.05)), "adam_decay": (optim.Adam, dict(lr=0.05, **BETAS, **DECAY)),
    "adamw": (optim.AdamW, dict(lr=0.05)), "adamw_decay": (optim.AdamW, dict(lr=0.05, **BETAS, **DECAY)),
    "nadam": (optim.NAdam, dict(lr=0.05, foreach=True)),
    "nadam_decay": (optim.NAdam, dict(lr=0.05, foreach=True, momentum_decay=0.1, **BETAS, **DECAY)),
    "rmsprop": (optim.RMSprop, {}), "rmsprop_decay": (optim.RMSprop, dict(alpha=0.9, **DECAY)),
    "rmsprop_momentum": (optim.RMSprop, dict(momentum=0.5)),
    "rmsprop_centered": (optim.RMSprop, dict(centered=True)),
    "rmsprop_all": (optim.RMSprop, dict(alpha=0.9, momentum=0.5, centered=True, **DECAY)),
    "adagrad": (optim.Adagrad, dict(lr=0.3)),
    "adagrad_decay": (optim.Adagrad, dict(lr=0.3, lr_decay=0.02, initial_accumulator_value=2, **DECAY)),
}


def warm_up(optimizer):
    first = lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=12)
    then = lr_scheduler.CosineAnnealingLR(optimizer, T_max=87, eta_min=0.003)
    return lr_scheduler.SequentialLR(optimizer, [first, then], milestones=[12])


# The optimizer's rate is 0.1.
SCHEDULES = {
    "step_decay": lambda o: lr_scheduler.StepLR(o, step_size=30, gamma=0.3),
    "exponential_decay": lambda o: lr_scheduler.ExponentialLR(o, gamma=0.95),
    "cosine_decay": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=99, eta_min=0.002),
    "one_cycle": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=100, cycle_momentum=False),
    "one_cycle_early": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=100, pct_start=0.123,
                                                         div_factor=10, final_div_factor=50,
                                                         cycle_momentum=False),
    "linear_warm_up": lambda o: lr_scheduler.LinearLR(o),
    "warm_up_cosine": warm_up,
}


def array(name, values):
    print(f"inline const std::vector<double> {name}{{")
    print("\n".join(textwrap.wrap(", ".join(f"{v:.15g}" for v in values), 110)) + "};")


def trajectory(kind, options):
    """100 steps on L(p) = sum(cos(p)) + 3 (p . p), whose gradient is 6 p - sin(p)."""
    p = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = kind([p], **options)
    path = []
    for _ in range(100):
        optimizer.zero_grad()
        (torch.cos(p).sum() + 3 * p.dot(p)).backward()
        optimizer.step()
        path += p.tolist()
    return path


def optimizer_of(rate):
    optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    optimizer.step()
    return optimizer


def rates(schedule):
    """The learning rates of steps 0 to 99."""
    optimizer = optimizer_of(0.1)
    scheduler = schedule(optimizer)
    rates = []
    for step in range(100):
        rates.append(optimizer.param_groups[0]["lr"])
        if step < 99:
            scheduler.step()
    return rates


def rates_on_plateaus(losses, **options):
    optimizer = optimizer_of(0.1)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, **options)
    rates = []
    for loss in losses:
        scheduler.step(loss)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


version = torch.__version__.split("a")[0]
print(f"// Made by make_reference_optimizers.py with PyTorch {version}; do not edit.")
print("#pragma once\n\n#include <vector>\n\n// clang-format off\nnamespace pytorch {\n")
for name, (kind, options) in OPTIMIZERS.items():
    array(name, trajectory(kind, options))
for name, schedule in SCHEDULES.items():
    array(name, rates(schedule))
torch.manual_seed(4)
losses = (torch.exp(-torch.arange(100) / 20).clamp(min=0.2) + 0.05 * torch.rand(100)).tolist()
array("plateau_losses", losses)
array("plateau", rates_on_plateaus(losses))
array("plateau_cooldown", rates_on_plateaus(losses, factor=0.5, patience=2, threshold=0.05, cooldown=4,
                                            min_lr=0.004))
print("\n}  // namespace pytorch")
