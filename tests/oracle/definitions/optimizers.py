"""Optimizers: the weights after each of several steps, while gradients and rates change."""

import torch

from oracle import UNIT, draw, result, tensor


def optimizer(settings, make, rates, count=17):
    """Weights after each step, with new gradients and another rate in each."""
    w = draw(count).requires_grad_()
    case = {"settings": settings, "start": tensor(w), "steps": []}
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


def cases():
    sgd, adam = torch.optim.SGD, torch.optim.Adam
    return {
        "sgd": optimizer({"optimizer": "sgd"}, lambda w: sgd(w, lr=1), [0.1, 0.1, 0.05, 0.2]),
        "momentum": optimizer(
            {"optimizer": "sgd", "momentum": 0.9}, lambda w: sgd(w, lr=1, momentum=0.9), [0.1, 0.1, 0.05, 0.2, 0.1, 0.01]),
        "adam": optimizer({"optimizer": "adam"}, lambda w: adam(w, lr=1), [0.001, 0.01, 0.01, 0.1, 0.01, 0.001, 0.002, 0.05]),
        "adam beta .7 .9": optimizer(
            {"optimizer": "adam", "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-4},
            lambda w: adam(w, lr=1, betas=(0.7, 0.9), eps=1e-4), [0.01, 0.01, 0.1, 0.01, 0.001]),
    }
