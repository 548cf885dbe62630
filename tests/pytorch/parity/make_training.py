#!/usr/bin/env python3
"""Writes training.safetensors: 100 steps of a small network with every optimizer and every schedule.

Run with Debian's python3-torch in this folder: python3 make_training.py
"""
import warnings

import torch
from torch import nn, optim
from torch.optim import lr_scheduler

from vectors import numbers, save, shake

warnings.simplefilter("ignore")

OPTIONS = dict(weight_decay=0.1, eps=1e-3)
BETAS = dict(betas=(0.8, 0.95))

# With foreach, because the other NAdam of PyTorch before 2.0 multiplies by one mu too many
# (https://github.com/pytorch/pytorch/pull/92699).
OPTIMIZERS = {
    "SGD": (optim.SGD, dict(lr=0.1)), "SGD weight_decay": (optim.SGD, dict(lr=0.1, weight_decay=0.1)),
    "SGD momentum": (optim.SGD, dict(lr=0.05, momentum=0.9)),
    "SGD nesterov": (optim.SGD, dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.05)),
    "Adam": (optim.Adam, dict(lr=0.01)), "Adam options": (optim.Adam, dict(lr=0.02, **BETAS, **OPTIONS)),
    "AdamW": (optim.AdamW, dict(lr=0.01)), "AdamW options": (optim.AdamW, dict(lr=0.02, **BETAS, **OPTIONS)),
    "NAdam": (optim.NAdam, dict(lr=0.01, foreach=True)),
    "NAdam options": (optim.NAdam, dict(lr=0.02, foreach=True, momentum_decay=0.1, **BETAS, **OPTIONS)),
    "RMSProp": (optim.RMSprop, dict(lr=0.003)),
    "RMSProp options": (optim.RMSprop, dict(lr=0.003, alpha=0.9, **OPTIONS)),
    "RMSProp momentum": (optim.RMSprop, dict(lr=0.002, momentum=0.5)),
    "RMSProp centered": (optim.RMSprop, dict(lr=0.003, centered=True)),
    "RMSProp all": (optim.RMSprop, dict(lr=0.002, alpha=0.9, momentum=0.5, centered=True, **OPTIONS)),
    "AdaGrad": (optim.Adagrad, dict(lr=0.05)),
    "AdaGrad options": (optim.Adagrad, dict(lr=0.3, lr_decay=0.02, initial_accumulator_value=2, **OPTIONS)),
}


def warm_up_cosine(optimizer):
    first = lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=12)
    then = lr_scheduler.CosineAnnealingLR(optimizer, T_max=87, eta_min=0.003)
    return lr_scheduler.SequentialLR(optimizer, [first, then], milestones=[12])


# The optimizer is SGD with a rate of 0.1 and a momentum of 0.5. PyTorch leaves rates alone that would fall by less
# than eps; a factor of the rate cannot know that, so that eps is 0.
SCHEDULES = {
    "StepDecay": lambda o: lr_scheduler.StepLR(o, step_size=30, gamma=0.3),
    "ExponentialDecay": lambda o: lr_scheduler.ExponentialLR(o, gamma=0.95),
    "CosineDecay": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=99, eta_min=0.002),
    "OneCycle": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=100, cycle_momentum=False),
    "OneCycle options": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=100, pct_start=0.123, div_factor=10,
                                                          final_div_factor=50, cycle_momentum=False),
    "LinearWarmUp": lr_scheduler.LinearLR,
    "LinearWarmUp then CosineDecay": warm_up_cosine,
    "ReduceOnPlateau": lambda o: lr_scheduler.ReduceLROnPlateau(o, patience=3, eps=0),
    "ReduceOnPlateau options": lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2, threshold=0.05,
                                                                        cooldown=4, min_lr=0.004, eps=0),
}


def network():
    """No bias comes before BatchNorm: it has no effect, so that its gradient is noise, which optimizers such as
    Adam turn into steps of full length."""
    net = nn.Sequential(nn.Linear(4, 6, bias=False), nn.BatchNorm1d(6), nn.Tanh(), nn.Linear(6, 5), nn.SiLU(),
                        nn.Linear(5, 3))
    shake(net)
    return net


torch.manual_seed(5)
begin = numbers(network().state_dict().items(), "")
x = torch.randn(5, 16, 4)
target = torch.sin(x @ torch.randn(4, 3)) + 0.3 * torch.randn(5, 16, 3)
tensors = {f"net.{name}": value for name, value in begin.items()}
for batch in range(5):
    tensors |= {f"x.{batch}": x[batch], f"target.{batch}": target[batch]}


def rate_of(optimizer):
    return optimizer.param_groups[0]["lr"]


def advance(scheduler, loss):
    if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
        scheduler.step(loss)
    elif scheduler:
        scheduler.step()


def train(name, kind, options, schedule=None, dtype=torch.float64):
    """100 steps on five batches in turn; a second run in float shows whether the case is well conditioned."""
    net = network()
    net.load_state_dict(begin, strict=False)
    net.to(dtype)
    optimizer = kind(net.parameters(), **options)
    scheduler = schedule(optimizer) if schedule else None
    result, losses, rates = {}, [], []
    for step in range(1, 101):
        batch = (step - 1) % 5
        loss = nn.MSELoss()(net(x[batch].to(dtype)), target[batch].to(dtype))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        rates.append(rate_of(optimizer))
        if step < 100:
            advance(scheduler, losses[-1])
        if step in (1, 10, 100):
            result |= numbers(net.state_dict().items(), f"{name}.{step}.")
    net.eval()
    return result | {f"{name}.losses": torch.tensor(losses), f"{name}.rates": torch.tensor(rates),
                     f"{name}.inference": net(x[0].to(dtype)).detach()}


def add(name, *how):
    exact, rounded = train(name, *how), train(name, *how, dtype=torch.float32)
    worst = max(((a - rounded[key]).abs() / a.abs().clamp(min=1)).max().item() for key, a in exact.items())
    print(f"{name}: loss {exact[name + '.losses'][-1]:.3f}, last rate {exact[name + '.rates'][-1]:.2g}, "
          f"PyTorch's own float differs by {worst:.1g}")
    tensors.update(exact)


for name, (kind, options) in OPTIMIZERS.items():
    add(name, kind, options)
for name, schedule in SCHEDULES.items():
    add(name, optim.SGD, dict(lr=0.1, momentum=0.5), schedule)
save("training.safetensors", tensors)
