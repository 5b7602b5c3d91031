"""Whole networks of the zoo: logits, loss, a slice of every gradient, and the losses of twenty steps, built from their descriptions."""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

from definitions.spatial_transformer import affine, thin_plate
from oracle import nchw, nhwc, oihw, result

ARCHITECTURES = pathlib.Path(__file__).parent.parent / "architectures"
STEPS = 20


def formula(count, stream, scale):
    """Numbers in [-scale, scale) that any language makes alike: a mixing of 32-bit integers. scale is a sum of few powers of two."""
    h = (torch.arange(count, dtype=torch.int64) * 2654435761 + stream * 40503 + 1) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 739982445) & 0xFFFFFFFF
    h = ((h ^ (h >> 12)) * 695872825) & 0xFFFFFFFF
    h = h ^ (h >> 15)
    return ((h >> 8) - 8388608).double() / 8388608 * scale


def scale_for(fan_in):
    """A power of two near the half-width of a uniform distribution of variance 2 / fan-in."""
    return 2.0 ** round(math.log2(math.sqrt(6 / fan_in)))


class Builder:
    """Walks through a description, making parameters in DigitLab's order, and a function of the batch."""

    def __init__(self):
        self.parameters = []

    def add(self, *shape, fan_in=None, around=0.0):
        """Weights by their fan-in; biases, scales and shifts small, around where they start."""
        scale = scale_for(fan_in) if fan_in else 0.125
        value = (formula(math.prod(shape), len(self.parameters), scale).reshape(shape) + around).float().double().requires_grad_()
        self.parameters.append(value)
        return value

    def build(self, layer):
        return getattr(self, layer["layer"])(layer)

    def chain(self, layers):
        functions = [self.build(layer) for layer in layers]

        def run(x):
            for function in functions:
                x = function(x)
            return x
        return run

    def Conv2D(self, layer):
        window, padding = layer["window"], layer["window"]["padding"]
        shape = (window["height"], window["width"], layer["inChannels"], layer["outChannels"])
        w = self.add(*shape, fan_in=math.prod(shape[:3]))
        b = self.add(shape[3]) if layer["hasBias"] else None
        sides = (padding["left"], padding["right"], padding["top"], padding["bottom"])
        return lambda x: nhwc(F.conv2d(F.pad(nchw(x), sides), oihw(w), b, stride=window["stride"], dilation=window["dilation"]))

    def Dense(self, layer):
        inputs, outputs = layer["inputs"], layer["outputs"]
        if layer.get("name") == "theta":  # near the identity, or the digit would leave the picture
            w = self.add(inputs, outputs, fan_in=inputs * 4096)
            identity = torch.tensor([1.0, 0, 0, 0, 1, 0]) if outputs == 6 else torch.tensor(layer["identity"]).float().double()
            b = self.add(outputs, fan_in=6 * 4096, around=identity)
        else:
            w = self.add(inputs, outputs, fan_in=inputs)
            b = self.add(outputs) if layer["hasBias"] else None
        return lambda x: x @ w + (0 if b is None else b)

    def BatchNorm(self, layer):
        gamma, beta = self.add(layer["channels"], around=1.0), self.add(layer["channels"])

        def run(x):
            y = F.batch_norm(nchw(x) if x.dim() == 4 else x, None, None, gamma, beta, training=True, eps=layer["epsilon"])
            return nhwc(y) if x.dim() == 4 else y
        return run

    def TrainableSubsampling2D(self, layer):
        a, b, side = self.add(layer["channels"], around=0.25), self.add(layer["channels"]), layer["poolSize"]
        return lambda x: nhwc(F.avg_pool2d(nchw(x), side, divisor_override=1)) * a + b

    def MaxPool2D(self, layer):
        return lambda x: nhwc(F.max_pool2d(nchw(x), layer["window"]["height"], layer["window"]["stride"]))

    def GlobalAveragePool2D(self, layer):
        return lambda x: x.mean((1, 2))

    def Relu(self, layer):
        return F.relu

    def Tanh(self, layer):
        return lambda x: layer["amplitude"] * torch.tanh(layer["steepness"] * x)

    def Flatten(self, layer):
        return lambda x: x.reshape(len(x), -1)  # DigitLab flattens with the channels innermost

    def Dropout(self, layer):
        return lambda x: x  # the engine's side has all rates at 0

    ChannelDropout = Dropout

    def SpatialTransformer(self, layer):
        grid = layer["grid"]
        if grid["grid"] == "affine":
            places = affine
        else:
            places = thin_plate(grid["controlPoints"], grid["extent"], False)
            points, extent = grid["controlPoints"], grid["extent"]
            layer["localization"]["layers"][-1]["identity"] = [
                c for k in range(points**2) for c in (extent * (2 * (k % points) / (points - 1) - 1), extent * (2 * (k // points) / (points - 1) - 1))]
        localization = self.chain(layer["localization"]["layers"])
        return lambda x: nhwc(F.grid_sample(
            nchw(x), places(localization(x).double(), *x.shape[1:3]).to(x.dtype), mode="bilinear", padding_mode="zeros", align_corners=True))


def run(architecture, x, labels, rate, dtype, steps=STEPS):
    """Logits, loss and gradients of the first step, and the losses of all, computed in numbers of that kind."""
    torch.backends.mkldnn.enabled = False  # whose fast convolutions round more than plain sums of products do
    torch.set_default_dtype(torch.float64)
    builder = Builder()
    forward = builder.chain(architecture["layers"])
    torch.set_default_dtype(dtype)
    for parameter in builder.parameters:
        parameter.data = parameter.data.to(dtype)
    descent, losses = torch.optim.SGD(builder.parameters, lr=rate), []
    for step in range(steps):
        descent.zero_grad()
        logits = forward(x.to(dtype))
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        if step == 0:
            first = logits.detach().double(), [parameter.grad.double().clone() for parameter in builder.parameters]
        descent.step()
        losses.append(loss.item())
    torch.set_default_dtype(torch.float64)
    return *first, losses


def is_near(exact, other):
    """Whether gradients and losses differ by less than half of what the engine may."""
    (_, gradients, losses), (_, other_gradients, other_losses) = exact, other
    largest = max(gradient.abs().max() for gradient in gradients)
    return all((a - b).abs().max() <= GRADIENT / 2 * a.abs().max() + CANCELLED / 2 * largest for a, b in zip(gradients, other_gradients)) and all(
        abs(a - b) <= 1e-4 / 2 * a for a, b in zip(losses, other_losses))


def rounds_more(layer):
    """Whether the engine's roundings may be many times those of a plain sum there."""
    return layer["layer"] == "SpatialTransformer" or (layer["layer"] == "Conv2D" and layer["window"]["height"] >= 5 and layer["inChannels"] >= 12)


def is_steady(exact, architecture, x, labels, rate):
    """Whether rounding leaves all alike: no rectifier, maximum or sampled place so near a kink that it crosses.

    A transformer's places move a whole picture when they cross a pixel, and fast convolutions with wide windows round several times
    as much as plain sums do, so there noise of some roundings is tried too."""
    draws = 6 if any(map(rounds_more, architecture["layers"])) else 0
    noisy = (x * (1 + formula(x.numel(), 2000 + draw, NOISE).reshape(x.shape)) for draw in range(draws))
    return is_near(exact, run(architecture, x, labels, rate, torch.float32)) and all(
        is_near(exact, run(architecture, near, labels, rate, torch.float64, steps=1)) for near in noisy)


def network(name):
    """The first pictures on which the network is steady."""
    torch.set_num_threads(2)
    architecture = json.loads((ARCHITECTURES / f"{name}.json").read_text())[0]["architecture"]
    rate = RATES.get(name, 2.0**-12)
    batch = 4  # the large ones take PyTorch minutes
    labels = torch.tensor([(7 * n + 3) % 10 for n in range(batch)])
    for stream in range(1000, 1100):
        x = (formula(batch * 28 * 28, stream, 0.5) + 0.5).float().double().reshape(batch, 28, 28, 1)
        exact = run(architecture, x, labels, rate, torch.float64)
        if is_steady(exact, architecture, x, labels, rate):
            break
    else:
        raise RuntimeError(f"{name}: steady on none of a hundred batches")
    print(name, stream, flush=True)
    logits, gradients, losses = exact
    largest = max(gradient.abs().max().item() for gradient in gradients)
    slices = []
    for gradient in gradients:
        every = max(1, gradient.numel() // 12)
        tolerance = GRADIENT * gradient.abs().max().item() + CANCELLED * largest
        slices.append({"every": every, **result(gradient.reshape(-1)[::every], tolerance)})
    return {
        "stream": stream, "rate": rate, "labels": labels.tolist(),
        "logits": result(logits, 1e-4 * logits.abs().max().item()),
        "loss": {"value": losses[0], "tolerance": 3e-5 * losses[0]},
        "gradients": slices,
        "losses": {"values": losses, "relativeTolerance": 1e-4},
    }


# Steps that lower the loss visibly, and short enough that twenty of them cross few kinks: the deeper, the shorter.
RATES = {
    **{name: 2.0**-14 for name in ("lenet5-modified", "lenet53")},
    "lenet5-modified28": 2.0**-16,
    **{name: 2.0**-18 for name in ("cnn9975", "m3", "m5", "m7")},
    **{name: 2.0**-25 for name in ("lenet53-stn", "lenet53-tpn")},
}
NOISE = 2.0**-19  # relative: some times a float's rounding, as a network gathers it
GRADIENT = 3e-4  # of the largest number of a parameter's gradient
CANCELLED = 1e-5  # of the largest of all: a bias before a normalization has a gradient of rounding alone


def cases():
    return {path.stem: network(path.stem) for path in sorted(ARCHITECTURES.glob("*.json"))}
