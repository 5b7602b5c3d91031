"""Losses and their gradients, also for outputs of ±100."""

import torch
import torch.nn.functional as F

from oracle import UNIT, draw, gradients, result, tensor


def loss(settings, function, batch, classes, scale=1.0):
    outputs, labels = (draw(batch, classes) * scale).float().double(), torch.randint(0, classes, (batch,))
    value, (gradient,) = gradients(lambda z: function(z, labels), (outputs,), torch.tensor(1.0))
    return {
        "settings": settings, "labels": labels.tolist(), "outputs": tensor(outputs),
        "value": {"value": value.item(), "tolerance": 1e-12 * max(1.0, value.item())},  # double precision on both sides
        "gradient": result(gradient, 2 * UNIT * gradient.abs().max().item()),  # rounded once, at the end
    }


def cross_entropy(smoothing=0.0):
    return {"loss": "cross-entropy", "labelSmoothing": smoothing}, lambda z, labels: F.cross_entropy(z, labels, label_smoothing=smoothing)


def hinge(margin=1.0, is_squared=False):
    # PyTorch's multi_margin_loss divides by the number of classes; Weston and Watkins do not.
    def function(z, labels):
        return F.multi_margin_loss(z, labels, p=2 if is_squared else 1, margin=margin) * z.shape[1]

    return {"loss": "hinge", "margin": margin, "isSquared": is_squared}, function


def mse(right=1.0, wrong=0.0):
    def function(z, labels):
        return F.mse_loss(z, F.one_hot(labels, z.shape[1]).double() * (right - wrong) + wrong)

    return {"loss": "mse", "right": right, "wrong": wrong}, function


def cases():
    return {
        "ten classes": loss(*cross_entropy(), 8, 10),
        "two classes": loss(*cross_entropy(), 3, 2),
        "sure of itself": loss(*cross_entropy(), 6, 10, 40.0),
        "smoothed labels": loss(*cross_entropy(0.1), 8, 10),
        "smoothed labels, sure of itself": loss(*cross_entropy(0.3), 6, 10, 40.0),
        "hinge": loss(*hinge(), 8, 10),
        "hinge, margin 3": loss(*hinge(3.0), 5, 4),
        "squared hinge": loss(*hinge(is_squared=True), 8, 10),
        "squared error": loss(*mse(), 8, 10),
        "squared error, other targets": loss(*mse(0.9, -0.1), 4, 10),
    }
