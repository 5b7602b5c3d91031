"""A network of the zoo as a PyTorch module, built from the description that `digitlab models NAME --json` writes.

Real torch.nn modules, channels first: a convolution, a normalization with running statistics, dropout that drops in training.
The weights are PyTorch's own first ones: how fast a network runs does not depend on them.
"""
import json

import torch
import torch.nn.functional as F
from torch import nn


def read(path):
    """The model that a description file holds."""
    with open(path, encoding="utf-8") as file:
        described = json.load(file)
    return described[0] if isinstance(described, list) else described


def build(model):
    """The module, and a check that it is the network that was described: as many parameters."""
    module = Builder().build(model["architecture"])
    count = sum(parameter.numel() for parameter in module.parameters())
    if count != model["parameters"]:
        raise SystemExit(f"{model['name']}: expected a network of {model['parameters']} parameters, built one of {count}")
    return module


class Builder:
    """One method for each kind of layer, called as the description calls it."""

    def __init__(self):
        self.is_flat = False  # whether the layers before have made [batch, features] of the pictures

    def build(self, layer):
        kind = getattr(self, layer["layer"], None)
        if kind is None:
            raise SystemExit(f"{layer['layer']}: no such layer is known here: add it to bench/peers/zoo_network.py")
        return kind(layer)

    def Sequential(self, layer):
        return nn.Sequential(*(self.build(part) for part in layer["layers"]))

    def Residual(self, layer):
        shortcut = nn.Identity() if layer["shortcut"] is None else self.build(layer["shortcut"])
        return Residual(self.Sequential(layer["body"]), shortcut)

    def Conv2D(self, layer):
        return self.convolution(layer, layer["inChannels"], layer["outChannels"], 1)

    def DepthwiseConv2D(self, layer):
        return self.convolution(layer, layer["channels"], layer["channels"], layer["channels"])

    def convolution(self, layer, inputs, outputs, groups):
        window, border = layer["window"], layer["window"]["padding"]
        is_even = border["top"] == border["bottom"] and border["left"] == border["right"]
        convolution = nn.Conv2d(
            inputs, outputs, (window["height"], window["width"]), stride=window["stride"], dilation=window["dilation"], groups=groups,
            bias=layer["hasBias"], padding=(border["top"], border["left"]) if is_even else 0)
        return convolution if is_even else nn.Sequential(self.border(border), convolution)

    def ZeroPad2D(self, layer):
        return self.border(layer["border"])

    def border(self, border):
        return nn.ZeroPad2d((border["left"], border["right"], border["top"], border["bottom"]))

    def MaxPool2D(self, layer):
        return nn.MaxPool2d(**self.pooling(layer))

    def AveragePool2D(self, layer):
        return nn.AvgPool2d(**self.pooling(layer), count_include_pad=layer["countsPadding"])

    def pooling(self, layer):
        window, border = layer["window"], layer["window"]["padding"]
        if border["top"] != border["bottom"] or border["left"] != border["right"]:
            raise SystemExit(f"{layer['layer']}: PyTorch pools only with the same padding on opposite sides")
        return {"kernel_size": (window["height"], window["width"]), "stride": window["stride"], "padding": (border["top"], border["left"])}

    def GlobalAveragePool2D(self, layer):
        self.is_flat = True
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())

    def TrainableSubsampling2D(self, layer):
        return TrainableSubsampling(layer["channels"], layer["poolSize"])

    def Dense(self, layer):
        return nn.Linear(layer["inputs"], layer["outputs"], bias=layer["hasBias"])

    def Flatten(self, layer):
        self.is_flat = True
        return nn.Flatten()

    def BatchNorm(self, layer):
        norm = nn.BatchNorm1d if self.is_flat else nn.BatchNorm2d
        return norm(layer["channels"], eps=layer["epsilon"], momentum=layer["momentum"], affine=layer["isAffine"])

    def LayerNorm(self, layer):
        if not self.is_flat:
            raise SystemExit("LayerNorm: over the channels of pictures it is not built here; flatten them before")
        return nn.LayerNorm(layer["features"], eps=layer["epsilon"], elementwise_affine=layer["isAffine"])

    def Relu(self, layer):
        return nn.ReLU()

    def LeakyRelu(self, layer):
        return nn.LeakyReLU(layer["slope"])

    def Gelu(self, layer):
        return nn.GELU("tanh" if layer["isApproximate"] else "none")

    def Sigmoid(self, layer):
        return nn.Sigmoid()

    def Tanh(self, layer):
        return ScaledTanh(layer["amplitude"], layer["steepness"])

    def Softmax(self, layer):
        return nn.Softmax(1)

    def Dropout(self, layer):
        return nn.Dropout(layer["rate"])

    def ChannelDropout(self, layer):
        return nn.Dropout2d(layer["rate"])

    def SpatialTransformer(self, layer):
        localization = self.Sequential(layer["localization"])
        self.is_flat = False
        return SpatialTransformer(localization, thin_plate if layer["grid"]["grid"] == "thin-plate" else affine, layer["grid"])


class Residual(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class TrainableSubsampling(nn.Module):
    def __init__(self, channels, side):
        super().__init__()
        self.scale, self.bias = nn.Parameter(torch.full((channels, 1, 1), 0.25)), nn.Parameter(torch.zeros(channels, 1, 1))
        self.mean, self.taps = nn.AvgPool2d(side), side * side

    def forward(self, x):
        return self.mean(x) * (self.scale * self.taps) + self.bias


class ScaledTanh(nn.Module):
    def __init__(self, amplitude, steepness):
        super().__init__()
        self.amplitude, self.steepness = amplitude, steepness

    def forward(self, x):
        return self.amplitude * torch.tanh(self.steepness * x)


class SpatialTransformer(nn.Module):
    """The place that each pixel is read from is linear in what the localization says, so one product with a fixed matrix gives all."""

    def __init__(self, localization, places, grid):
        super().__init__()
        self.localization, self.side = localization, 28
        self.register_buffer("matrix", places(grid, self.side))  # [theta, pixels * 2]
        last = localization[-1]
        nn.init.zeros_(last.weight)
        with torch.no_grad():
            last.bias.copy_(identity(grid))

    def forward(self, x):
        places = (self.localization(x) @ self.matrix).reshape(-1, self.side, self.side, 2)
        return F.grid_sample(x, places, mode="bilinear", padding_mode="zeros", align_corners=True)


def along(side, extent=1.0):
    return torch.linspace(-extent, extent, side, dtype=torch.float64)


def lattice(side, extent=1.0):
    """Points (x, y), row by row."""
    y, x = torch.meshgrid(along(side, extent), along(side, extent), indexing="ij")
    return torch.stack([x, y], -1).reshape(-1, 2)


def identity(grid):
    return torch.tensor([1.0, 0, 0, 0, 1, 0]) if grid["grid"] == "affine" else lattice(grid["controlPoints"], grid["extent"]).reshape(-1).float()


def affine(grid, side):
    base = torch.cat([lattice(side), torch.ones(side * side, 1, dtype=torch.float64)], 1)  # x, y, 1
    return spread(base)


def thin_plate(grid, side):
    control, target = lattice(grid["controlPoints"], grid["extent"]), lattice(side)

    def kernel(a, b):
        square = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
        return 0.5 * torch.xlogy(square, square)

    def plane(points):
        return torch.cat([torch.ones(len(points), 1, dtype=torch.float64), points], 1)

    corner = torch.zeros(3, 3, dtype=torch.float64)
    system = torch.cat([torch.cat([kernel(control, control), plane(control)], 1), torch.cat([plane(control).T, corner], 1)], 0)
    terms = torch.cat([kernel(target, control), plane(target)], 1)
    matrix = torch.linalg.solve(system, terms.T).T[:, : len(control)]  # what each control point weighs at each pixel
    weights = torch.zeros(len(control), 2, side * side, 2, dtype=torch.float64)
    weights[:, 0, :, 0] = weights[:, 1, :, 1] = matrix.T
    return weights.reshape(2 * len(control), -1).float()


def spread(base):
    """The matrix of theta = [the row for x, the row for y]."""
    pixels, terms = base.shape
    weights = torch.zeros(2, terms, pixels, 2, dtype=torch.float64)
    weights[0, :, :, 0] = weights[1, :, :, 1] = base.T
    return weights.reshape(2 * terms, -1).float()
