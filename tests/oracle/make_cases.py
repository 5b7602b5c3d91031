#!/usr/bin/env python3
"""Makes the reference cases in cases/ with PyTorch. See README.md.

Everything is computed in double precision from numbers that a 32-bit float holds exactly, so a case's error is the engine's alone.
Tensors are stored as DigitLab has them: pictures [batch, height, width, channels], convolution weights [height, width, in, out],
dense weights [in, out].
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

CASES = pathlib.Path(__file__).parent / "cases"
UNIT = 2.0**-24  # the largest relative error of one rounding to a 32-bit float

torch.set_default_dtype(torch.float64)
torch.manual_seed(1998)
torch.use_deterministic_algorithms(True)


def draw(*shape):
    """Normal numbers, rounded to floats."""
    return torch.randn(*shape).float().double()


def nchw(pictures):
    return pictures.permute(0, 3, 1, 2)


def nhwc(pictures):
    return pictures.permute(0, 2, 3, 1)


def oihw(weights):
    return weights.permute(3, 2, 0, 1)


def tensor(values):
    flat = values.detach().contiguous().reshape(-1)
    return {"shape": list(values.shape), "values": [float(f"{value:.9g}") for value in flat.tolist()]}


def result(values, tolerance):
    return {**tensor(values), "tolerance": tolerance}


def sum_bound(terms, magnitudes):
    """What rounding may do to a float sum of products: (n + 1) u max Σ|a b|, and as much again for the nine digits that are stored."""
    return (terms + 2) * UNIT * magnitudes.abs().max().item()


def gradients(function, inputs, output_gradient):
    """The output of a function, and its gradients by each of its inputs."""
    leaves = [value.clone().requires_grad_() for value in inputs]
    output = function(*leaves)
    return output, torch.autograd.grad(output, leaves, output_gradient)


def with_magnitudes(function, inputs, output_gradient):
    """The same twice: of the numbers, and of their absolute values, which gives Σ|a b| for every sum."""
    return gradients(function, inputs, output_gradient), gradients(function, [value.abs() for value in inputs], output_gradient.abs())


def conv2d(batch, size, channels, window, stride=1, padding=(0, 0, 0, 0), dilation=1):
    top, bottom, left, right = padding
    x, w, b = draw(batch, *size, channels[0]), draw(*window, *channels), draw(channels[1])

    def function(x, w, b):
        return nhwc(F.conv2d(F.pad(nchw(x), (left, right, top, bottom)), oihw(w), b, stride=stride, dilation=dilation))

    y_gradient = draw(*function(x, w, b).shape)
    (y, (dx, dw, db)), (y_size, (dx_size, dw_size, db_size)) = with_magnitudes(function, (x, w, b), y_gradient)
    taps, places = window[0] * window[1], y.shape[0] * y.shape[1] * y.shape[2]
    return {
        "window": list(window), "stride": stride, "padding": list(padding), "dilation": dilation,
        "input": tensor(x), "weights": tensor(w), "bias": tensor(b), "outputGradient": tensor(y_gradient),
        "output": result(y, sum_bound(taps * channels[0] + 1, y_size)),
        "inputGradient": result(dx, sum_bound(taps * channels[1], dx_size)),
        "weightsGradient": result(dw, sum_bound(places, dw_size)),
        "biasGradient": result(db, sum_bound(places, db_size)),
    }


def dense(batch, inputs, outputs):
    x, w, b, y_gradient = draw(batch, inputs), draw(inputs, outputs), draw(outputs), draw(batch, outputs)
    (y, (dx, dw, db)), (y_size, (dx_size, dw_size, db_size)) = with_magnitudes(lambda x, w, b: x @ w + b, (x, w, b), y_gradient)
    return {
        "input": tensor(x), "weights": tensor(w), "bias": tensor(b), "outputGradient": tensor(y_gradient),
        "output": result(y, sum_bound(inputs + 1, y_size)),
        "inputGradient": result(dx, sum_bound(outputs, dx_size)),
        "weightsGradient": result(dw, sum_bound(batch, dw_size)),
        "biasGradient": result(db, sum_bound(batch, db_size)),
    }


def max_pool2d(batch, size, channels, window, stride, padding=(0, 0, 0, 0), dilation=1, whole=False):
    top, bottom, left, right = padding
    x = torch.randint(-2, 3, (batch, *size, channels)).double() if whole else draw(batch, *size, channels)

    def function(x):
        padded = F.pad(nchw(x), (left, right, top, bottom), value=-math.inf)
        return nhwc(F.max_pool2d(padded, window, stride=stride, dilation=dilation))

    y_gradient = draw(*function(x).shape)
    y, (dx,) = gradients(function, (x,), y_gradient)
    return {
        "window": list(window), "stride": stride, "padding": list(padding), "dilation": dilation,
        "input": tensor(x), "outputGradient": tensor(y_gradient),
        "output": result(y, UNIT * 8),  # a maximum rounds nothing: only the stored digits do
        "inputGradient": result(dx, sum_bound(window[0] * window[1], y_gradient.abs() * window[0] * window[1])),
    }


def relu(*shape):
    x, y_gradient = draw(*shape), draw(*shape)
    x.reshape(-1)[::5] = 0
    y, (dx,) = gradients(F.relu, (x,), y_gradient)
    return {"input": tensor(x), "outputGradient": tensor(y_gradient), "output": result(y, UNIT * 8), "inputGradient": result(dx, UNIT * 8)}


def softmax_cross_entropy(batch, classes, scale):
    logits, labels = (draw(batch, classes) * scale).float().double(), torch.randint(0, classes, (batch,))
    loss, (gradient,) = gradients(lambda z: F.cross_entropy(z, labels), (logits,), torch.tensor(1.0))
    return {
        "labels": labels.tolist(), "logits": tensor(logits),
        "loss": {"value": loss.item(), "tolerance": 1e-12 * max(1.0, loss.item())},  # double precision on both sides
        "gradient": result(gradient, 2 * UNIT * gradient.abs().max().item()),  # rounded once, at the end
    }


def optimizer(make, rates, count=17):
    """Weights after each step, with new gradients and another rate in each."""
    w = draw(count).requires_grad_()
    case = {"start": tensor(w), "steps": []}
    stepper = make([w])
    moved = w.abs().max().item()
    for step, rate in enumerate(rates):
        w.grad = draw(count)
        stepper.param_groups[0]["lr"] = rate
        stepper.step()
        moved = max(moved, w.abs().max().item())
        # A step rounds the weight once, and its own change, smaller than the weights, in at most eight operations.
        case["steps"].append({"rate": rate, "gradient": tensor(w.grad), "weights": result(w, (step + 1) * 4 * UNIT * moved)})
    return case


def formula(count, stream, scale):
    """Numbers in [-scale, scale) that any language makes alike: a mixing of 32-bit integers. scale is a power of two or a short sum of them."""
    numbers = []
    for i in range(count):
        h = (i * 2654435761 + stream * 40503 + 1) & 0xFFFFFFFF
        h = ((h ^ (h >> 15)) * 739982445) & 0xFFFFFFFF
        h = ((h ^ (h >> 12)) * 695872825) & 0xFFFFFFFF
        h ^= h >> 15
        numbers.append(((h >> 8) - 8388608) / 8388608 * scale)
    return torch.tensor(numbers)


def lenet5():
    """The whole LeNet-5, weights and pictures by formula: logits, loss, gradients, and the losses of twenty Adam steps."""
    shapes = [(5, 5, 1, 6), (6,), (5, 5, 6, 16), (16,), (400, 120), (120,), (120, 84), (84,), (84, 10), (10,)]
    scales = [0.5, 0.125, 0.1875, 0.125, 0.125, 0.125, 0.25, 0.125, 0.25, 0.125]
    batch, rate, steps = 8, 0.001, 20
    parameters = [
        formula(math.prod(shape), stream, scale).reshape(shape).requires_grad_() for stream, (shape, scale) in enumerate(zip(shapes, scales))
    ]
    x = (formula(batch * 28 * 28, 100, 0.5) + 0.5).reshape(batch, 28, 28, 1)
    labels = torch.tensor([(7 * n + 3) % 10 for n in range(batch)])

    def forward():
        w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
        h = F.max_pool2d(F.relu(F.conv2d(nchw(x), oihw(w1), b1, padding=2)), 2)
        h = F.max_pool2d(F.relu(F.conv2d(h, oihw(w2), b2)), 2)
        h = nhwc(h).reshape(batch, 400)  # DigitLab flattens with the channels innermost
        h = F.relu(h @ w3 + b3)
        h = F.relu(h @ w4 + b4)
        return h @ w5 + b5

    logits = forward()
    loss = F.cross_entropy(logits, labels)
    slices = []
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
        every = max(1, parameter.numel() // 30)
        # Sums of up to 8·784 terms behind four further layers: measured less than 1e-6 of the largest, ten times that is allowed.
        slices.append({"every": every, **result(gradient.reshape(-1)[::every], 1e-5 * gradient.abs().max().item())})
    adam, losses = torch.optim.Adam(parameters, lr=rate), []
    for _ in range(steps):
        adam.zero_grad()
        step_loss = F.cross_entropy(forward(), labels)
        step_loss.backward()
        adam.step()
        losses.append(step_loss.item())
    return {
        "batch": batch, "rate": rate, "labels": labels.tolist(),
        "logits": result(logits, 1e-5 * logits.abs().max().item()),
        "loss": {"value": loss.item(), "tolerance": 1e-5 * loss.item()},
        "gradients": slices,
        "losses": {"values": losses, "relativeTolerance": 1e-4},
    }


def save(name, cases):
    CASES.mkdir(exist_ok=True)
    (CASES / f"{name}.json").write_text(
        "{\n" + ",\n".join(f'"{case}": {json.dumps(content, separators=(",", ":"))}' for case, content in cases.items()) + "\n}\n"
    )


save("conv2d", {
    "3x3": conv2d(2, (5, 6), (3, 4), (3, 3)),
    "5x5 padding 2": conv2d(1, (7, 7), (1, 6), (5, 5), padding=(2, 2, 2, 2)),
    "1x1": conv2d(2, (4, 3), (5, 7), (1, 1)),
    "stride 2 padding 1": conv2d(2, (7, 8), (3, 5), (3, 3), stride=2, padding=(1, 1, 1, 1)),
    "stride 3 beyond the window": conv2d(2, (8, 9), (2, 3), (2, 2), stride=3),
    "same at stride 2": conv2d(1, (8, 8), (2, 3), (5, 5), stride=2, padding=(1, 2, 1, 2)),
    "padding on four sides": conv2d(2, (5, 4), (2, 3), (2, 4), padding=(0, 3, 2, 1)),
    "dilation 2": conv2d(2, (8, 7), (2, 3), (3, 3), dilation=2),
    "stride 2 dilation 3 padding": conv2d(1, (9, 9), (2, 3), (3, 2), stride=2, padding=(3, 2, 1, 0), dilation=3),
    "17 to 9 channels": conv2d(1, (4, 4), (17, 9), (3, 3), padding=(1, 1, 1, 1)),
})
save("dense", {"1 sample": dense(1, 7, 5), "wide": dense(3, 20, 17), "tall": dense(19, 4, 3)})
save("max_pool2d", {
    "2x2": max_pool2d(2, (6, 6), 3, (2, 2), 2),
    "2x2 with a row left over": max_pool2d(2, (7, 5), 5, (2, 2), 2),
    "3x3 overlapping": max_pool2d(2, (6, 7), 3, (3, 3), 1, padding=(1, 1, 1, 1)),
    "ties": max_pool2d(2, (7, 7), 4, (3, 3), 2, padding=(1, 1, 1, 1), whole=True),
    "padding on two sides": max_pool2d(2, (6, 6), 2, (2, 3), 2, padding=(0, 1, 2, 0)),
    "dilation 2": max_pool2d(1, (8, 8), 3, (3, 3), 2, padding=(1, 0, 0, 1), dilation=2),
})
save("relu", {"pictures": relu(2, 5, 5, 3), "rows": relu(3, 17)})
save("softmax_cross_entropy", {
    "ten classes": softmax_cross_entropy(8, 10, 1.0),
    "two classes": softmax_cross_entropy(3, 2, 1.0),
    "sure of itself": softmax_cross_entropy(6, 10, 40.0),
})
save("optimizers", {
    "sgd": optimizer(lambda w: torch.optim.SGD(w, lr=1), [0.1, 0.1, 0.05, 0.2]),
    "momentum": optimizer(lambda w: torch.optim.SGD(w, lr=1, momentum=0.9), [0.1, 0.1, 0.05, 0.2, 0.1, 0.01]),
    "adam": optimizer(lambda w: torch.optim.Adam(w, lr=1), [0.001, 0.01, 0.01, 0.1, 0.01, 0.001, 0.002, 0.05]),
    "adam beta .7 .9": optimizer(lambda w: torch.optim.Adam(w, lr=1, betas=(0.7, 0.9), eps=1e-4), [0.01, 0.01, 0.1, 0.01, 0.001]),
})
save("lenet5", {"lenet5": lenet5()})
