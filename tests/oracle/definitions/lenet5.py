"""A whole network."""

import math

import torch
import torch.nn.functional as F

from oracle import nchw, nhwc, oihw, result


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


def cases():
    return {"lenet5": lenet5()}
