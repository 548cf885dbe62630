#!/usr/bin/env python3
"""Writes cases.safetensors: one training pass of every layer and every loss, and what initializers draw from.

Run with Debian's python3-torch in this folder: python3 make_cases.py
"""
import torch
from torch import nn

from vectors import Denormalization, Normalization, Residual, run, save, shake

tensors = {}


def case(name, net, loss, x, target):
    shake(net)
    tensors.update({f"{name}.{part}": value for part, value in run(net, loss, x, target).items()})


def layer(name, *modules, x=None):
    """The gradient in the output is given: it is that of sum(target y)."""
    torch.manual_seed(1)
    x = 2 * torch.randn(9, 5) + 1 if x is None else x
    net = nn.Sequential(*modules)
    case(name, net, lambda y, target: (y * target).sum(), x, torch.randn(net(x).shape))


def kinks():
    """Where pieces meet at zero, and where exponentials overflow in float.

    Not 3, where Hardswish of PyTorch 1.13 has two derivatives, for short and for long tensors
    (https://github.com/pytorch/pytorch/pull/143899).
    """
    edges = torch.tensor([[0.0, 2.5, -3.5], [30.0, -30.0, 20.0], [100.0, -100.0, 0.5], [1e4, -1e4, 10.0]])
    return torch.cat((2 * torch.randn(8, 3), edges))


ACTIVATIONS = {
    "ELU": nn.ELU(), "ELU alpha": nn.ELU(0.5), "GELU": nn.GELU(), "GELUTanh": nn.GELU(approximate="tanh"),
    "HardSwish": nn.Hardswish(), "Identity": nn.Identity(), "LeakyReLU": nn.LeakyReLU(),
    "LeakyReLU slope": nn.LeakyReLU(0.2), "Mish": nn.Mish(), "ReLU": nn.ReLU(), "SELU": nn.SELU(),
    "Sigmoid": nn.Sigmoid(), "SiLU": nn.SiLU(), "Softmax": nn.Softmax(dim=1), "Softplus": nn.Softplus(),
    "Softplus beta": nn.Softplus(2.0, 10.0), "Tanh": nn.Tanh(),
}


def layers():
    for name, module in ACTIVATIONS.items():
        torch.manual_seed(2)
        layer(name, module, x=kinks())
    layer("Dense", nn.Linear(5, 4))
    layer("Dense no_bias", nn.Linear(5, 4, bias=False))
    layer("Dense one sample", nn.Linear(5, 4), x=torch.randn(1, 5))
    layer("Dense wide", nn.Linear(37, 29), x=torch.randn(19, 37))
    layer("BatchNorm", nn.BatchNorm1d(5))
    layer("BatchNorm options", nn.BatchNorm1d(5, eps=1e-2, momentum=0.3))
    layer("BatchNorm two samples", nn.BatchNorm1d(5), x=torch.randn(2, 5))
    layer("LayerNorm", nn.LayerNorm(5))
    layer("LayerNorm epsilon", nn.LayerNorm(5, eps=1e-2))
    layer("Dropout of none", nn.Dropout(0.0))
    layer("Normalization", Normalization(torch.randn(5), torch.rand(5) + 0.5))
    layer("Residual", Residual(nn.Linear(5, 7), nn.BatchNorm1d(7), nn.Tanh(), nn.Linear(7, 5)))
    layer("Residual last", nn.Linear(5, 3), nn.Tanh(), Residual(nn.LayerNorm(3), nn.SiLU()))
    layer("Denormalization", Denormalization(torch.randn(5), torch.rand(5) + 0.5))


def dropout():
    """What each element becomes where it is kept; which are is drawn by each library in its own way."""
    torch.manual_seed(3)
    x = torch.randn(40, 25, requires_grad=True)
    y = nn.Dropout(0.3)(x)
    y.sum().backward()
    tensors.update({"Dropout.x": x.detach(), "Dropout.y": y.detach(), "Dropout.dx": x.grad})


def losses():
    torch.manual_seed(4)
    y, labels = 3 * torch.randn(6, 4), torch.tensor([[2], [0], [3], [1], [2], [2]])
    weight, probabilities = torch.tensor([0.5, 2.0, 1.0, 3.0]), torch.softmax(torch.randn(6, 4), dim=1)
    target, answers = torch.randn(6, 4), torch.rand(6, 4).round()
    target[0, 0], target[1, 1], target[2, 2] = y[0, 0], y[1, 1] + 0.25, y[2, 2] - 0.25  # kinks
    far = torch.cat((y[:3], 1e4 * torch.eye(4)[:2] - 1e4 * torch.eye(4)[2:], 50 * torch.eye(4)[:1]))

    def loss(name, function, target, y=y):
        case(name, nn.Sequential(nn.Identity()), function, y, target)

    for name, options in {"": {}, " class_weights": dict(weight=weight), " label_smoothing": dict(label_smoothing=0.1),
                          " both": dict(weight=weight, label_smoothing=0.3)}.items():
        function = nn.CrossEntropyLoss(**options)
        of_labels = lambda y, target, function=function: function(y, target[:, 0])
        loss(f"CrossEntropy{name} of labels", of_labels, labels)
        loss(f"CrossEntropy{name} of labels, extreme", of_labels, labels, far)
        loss(f"CrossEntropy{name} of probabilities", function, probabilities)
    loss("BinaryCrossEntropy", nn.BCEWithLogitsLoss(), answers)
    loss("BinaryCrossEntropy, extreme", nn.BCEWithLogitsLoss(), answers, far)
    loss("BinaryCrossEntropy of probabilities", nn.BCEWithLogitsLoss(), probabilities)
    loss("BinaryCrossEntropy positive_weight", nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0)), answers)
    loss("MeanSquaredError", nn.MSELoss(), target)
    loss("MeanAbsoluteError", nn.L1Loss(), target)
    loss("Huber", nn.HuberLoss(), target)
    loss("Huber delta", nn.HuberLoss(delta=0.25), target)


class Asked(torch.Tensor):
    """Weights that remember the distribution from which an initializer fills them."""

    def uniform_(self, low, high):
        assert low == -high
        Asked.parameter = high
        return self

    def normal_(self, mean, deviation):
        assert mean == 0
        Asked.parameter = deviation
        return self


def initializers():
    """The bound of a uniform distribution or the deviation of a normal one, for 200 units of 300 inputs."""
    init = nn.init
    he_uniform, he_normal = init.kaiming_uniform_, init.kaiming_normal_
    for name, (fill, options) in {
        "GlorotUniform": (init.xavier_uniform_, {}), "GlorotUniform gain": (init.xavier_uniform_, dict(gain=2.0)),
        "GlorotNormal": (init.xavier_normal_, {}), "GlorotNormal gain": (init.xavier_normal_, dict(gain=2.0)),
        "HeUniform": (he_uniform, dict(nonlinearity="relu")), "HeNormal": (he_normal, dict(nonlinearity="relu")),
        "LeCunUniform": (he_uniform, dict(nonlinearity="linear")),
        "LeCunNormal": (he_normal, dict(nonlinearity="linear")),
        "Automatic before ReLU": (he_uniform, dict(nonlinearity="relu")),
        "Automatic before LeakyReLU": (he_uniform, dict(a=0.2)),
        "Automatic before Tanh": (init.xavier_uniform_, {}),
    }.items():
        fill(torch.empty(200, 300).as_subclass(Asked), **options)
        tensors[name] = torch.tensor(Asked.parameter)
    tensors["Constant"] = init.constant_(torch.empty(3, 2), 0.3)
    tensors["Zeros"] = init.zeros_(torch.empty(3, 2))


layers()
dropout()
losses()
initializers()
save("cases.safetensors", tensors)
