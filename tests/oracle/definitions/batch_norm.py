"""Batch normalization in training and at inference, with the running statistics after a step."""

import torch
import torch.nn.functional as F

from oracle import UNIT, draw, layer_case, nchw, nhwc, result, tensor


def batch_norm(*shape, momentum=0.1, epsilon=1e-5, is_training=True, offset=0.0, is_affine=True):
    channels = shape[-1]
    x = (draw(*shape) * 1.5 + offset).float().double()
    parameters = {"gamma": draw(channels), "beta": draw(channels)} if is_affine else {}
    before = {"mean": draw(channels), "variance": (draw(channels) ** 2 + 0.1).float().double()}
    after = {name: value.clone() for name, value in before.items()}

    def function(x, gamma=None, beta=None):
        mean, variance = (value.clone() for value in before.values())
        pictures = nchw(x) if x.dim() == 4 else x
        y = F.batch_norm(pictures, mean, variance, gamma, beta, training=is_training, momentum=momentum, eps=epsilon)
        after["mean"], after["variance"] = mean, variance
        return nhwc(y) if x.dim() == 4 else y

    def tolerances(results, y_gradient):
        # y = factor · x + shift: factor and shift are rounded once and the result once, but terms of the offset's size cancel.
        # Sums over the batch are floats over some hundred numbers at most, then doubles: some ten roundings of the largest term.
        largest = (1 + offset) * 8 * UNIT
        return {name: largest * max(1.0, value.abs().max().item()) * 4 for name, value in results.items()}

    description = {"layer": "BatchNorm", "channels": channels, "momentum": momentum, "epsilon": epsilon, "isAffine": is_affine}
    case = layer_case(description, function, x, parameters, tolerances, isTraining=is_training)
    case["statistics"] = {name: tensor(value) for name, value in before.items()}
    case["statisticsAfter"] = {name: result(value, 8 * UNIT * (1 + value.abs().max().item())) for name, value in after.items()}
    if not is_training:  # there is no backward pass at inference
        for name in ("outputGradient", "inputGradient", "gradients"):
            case.pop(name, None)
    return case


def cases():
    return {
        "pictures": batch_norm(3, 5, 4, 6),
        "rows": batch_norm(9, 17),
        "one channel": batch_norm(2, 4, 4, 1),
        "24 channels": batch_norm(2, 3, 5, 24),
        "far from zero": batch_norm(4, 3, 3, 5, offset=100.0),
        "no scale and shift": batch_norm(4, 3, 2, 3, is_affine=False),
        "momentum .5, epsilon .001": batch_norm(5, 7, momentum=0.5, epsilon=1e-3),
        "inference, pictures": batch_norm(2, 3, 3, 6, is_training=False),
        "inference, rows": batch_norm(3, 17, is_training=False),
    }
