"""Softmax and cross-entropy: the loss and its gradient, also for logits of ±100."""

import torch
import torch.nn.functional as F

from oracle import UNIT, draw, gradients, result, tensor


def softmax_cross_entropy(batch, classes, scale):
    logits, labels = (draw(batch, classes) * scale).float().double(), torch.randint(0, classes, (batch,))
    loss, (gradient,) = gradients(lambda z: F.cross_entropy(z, labels), (logits,), torch.tensor(1.0))
    return {
        "labels": labels.tolist(), "logits": tensor(logits),
        "loss": {"value": loss.item(), "tolerance": 1e-12 * max(1.0, loss.item())},  # double precision on both sides
        "gradient": result(gradient, 2 * UNIT * gradient.abs().max().item()),  # rounded once, at the end
    }


def cases():
    return {
        "ten classes": softmax_cross_entropy(8, 10, 1.0),
        "two classes": softmax_cross_entropy(3, 2, 1.0),
        "sure of itself": softmax_cross_entropy(6, 10, 40.0),
    }
