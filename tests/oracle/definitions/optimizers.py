"""Optimizers: the weights after each of several steps, while gradients and rates change."""

import torch

from oracle import UNIT, draw, result, tensor


def optimizer(settings, make, rates, shape=(17,)):
    """Weights after each step, with new gradients and another rate in each."""
    w = draw(*shape).requires_grad_()
    case = {"settings": settings, "start": tensor(w), "steps": []}
    stepper = make([w])
    moved = w.abs().max().item()
    for step, rate in enumerate(rates):
        w.grad = draw(*shape)
        stepper.param_groups[0]["lr"] = rate
        stepper.step()
        moved = max(moved, w.abs().max().item())
        # A step rounds the weight once, and its own change, smaller than the weights, in at most eight operations.
        case["steps"].append({"rate": rate, "gradient": tensor(w.grad), "weights": result(w, (step + 1) * 4 * UNIT * moved)})
    return case


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of arXiv:2302.06675, which PyTorch does not have."""

    def __init__(self, parameters, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), rate = group["betas"], group["lr"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                w -= rate * (torch.sign(beta1 * m + (1 - beta1) * w.grad) + group["weight_decay"] * w)
                m.mul_(beta2).add_(w.grad, alpha=1 - beta2)


class Muon(torch.optim.Optimizer):
    """https://kellerjordan.github.io/posts/muon, which this PyTorch does not have: for one matrix [inputs, outputs], the others' transpose."""

    def __init__(self, parameters, lr, momentum=0.95, weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                m.lerp_(w.grad, 1 - group["momentum"])
                u = w.grad.lerp(m, group["momentum"]).reshape(-1, w.shape[-1]).T
                x = u / (u.norm() + 1e-7)
                for _ in range(5):
                    a = x @ x.T
                    x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
                scale = max(1, x.shape[0] / x.shape[1]) ** 0.5
                w.mul_(1 - group["lr"] * group["weight_decay"]).sub_(group["lr"] * scale * x.T.reshape(w.shape))


def muon(settings, make, rates, *shape):
    """Weights after each step of a matrix."""
    case = optimizer({"optimizer": "muon", "adamWeights": "", **settings}, make, rates, shape)
    for step, rate in enumerate(rates):
        # Each iteration makes an error of a small singular value 3.4445 times as large, and adds a few roundings in sums of up to 64 terms.
        case["steps"][step]["weights"]["tolerance"] += sum(rates[: step + 1]) * 3.4445**5 * 8 * UNIT * max(1, shape[-1] ** 0.5)
    return case


RATES = [0.001, 0.01, 0.01, 0.1, 0.01, 0.001, 0.002, 0.05]


def cases():
    optim, everything = torch.optim, {"isOnBiasesToo": True}  # the weights here are a vector, as PyTorch does not mind
    return {
        "sgd": optimizer({"optimizer": "sgd"}, lambda w: optim.SGD(w, lr=1), [0.1, 0.1, 0.05, 0.2]),
        "sgd, L2": optimizer(
            {"optimizer": "sgd", "weightDecay": 0.1, **everything}, lambda w: optim.SGD(w, lr=1, weight_decay=0.1), [0.1, 0.1, 0.05, 0.2]),
        "momentum": optimizer(
            {"optimizer": "sgd", "momentum": 0.9}, lambda w: optim.SGD(w, lr=1, momentum=0.9), [0.1, 0.1, 0.05, 0.2, 0.1, 0.01]),
        "nesterov, L2": optimizer(
            {"optimizer": "sgd", "momentum": 0.9, "isNesterov": True, "weightDecay": 5e-4, **everything},
            lambda w: optim.SGD(w, lr=1, momentum=0.9, nesterov=True, weight_decay=5e-4), [0.1, 0.1, 0.05, 0.2, 0.1, 0.01]),
        "rmsprop": optimizer({"optimizer": "rmsprop"}, lambda w: optim.RMSprop(w, lr=1), RATES),
        "rmsprop, momentum": optimizer(
            {"optimizer": "rmsprop", "decay": 0.9, "epsilon": 1e-6, "momentum": 0.8},
            lambda w: optim.RMSprop(w, lr=1, alpha=0.9, eps=1e-6, momentum=0.8), [rate / 10 for rate in RATES]),
        "adagrad": optimizer({"optimizer": "adagrad"}, lambda w: optim.Adagrad(w, lr=1), RATES),
        "adagrad, L2": optimizer(
            {"optimizer": "adagrad", "epsilon": 1e-4, "weightDecay": 0.01, **everything},
            lambda w: optim.Adagrad(w, lr=1, eps=1e-4, weight_decay=0.01), RATES),
        "adam": optimizer({"optimizer": "adam"}, lambda w: optim.Adam(w, lr=1), RATES),
        "adam beta .7 .9": optimizer(
            {"optimizer": "adam", "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-4},
            lambda w: optim.Adam(w, lr=1, betas=(0.7, 0.9), eps=1e-4), [0.01, 0.01, 0.1, 0.01, 0.001]),
        "adam, L2": optimizer(
            {"optimizer": "adam", "weightDecay": 0.1, **everything}, lambda w: optim.Adam(w, lr=1, weight_decay=0.1), RATES),
        "adamw": optimizer(
            {"optimizer": "adam", "weightDecay": 0.1, "isDecoupled": True, **everything},
            lambda w: optim.AdamW(w, lr=1, weight_decay=0.1), RATES),
        "lion": optimizer({"optimizer": "lion"}, lambda w: Lion(w, lr=1), RATES),
        "lion, decoupled decay": optimizer(
            {"optimizer": "lion", "beta1": 0.95, "beta2": 0.98, "weightDecay": 0.1, "isDecoupled": True, **everything},
            lambda w: Lion(w, lr=1, betas=(0.95, 0.98), weight_decay=0.1), RATES),
        "muon, tall": muon({}, lambda w: Muon(w, lr=1), RATES, 17, 6),
        "muon, wide": muon({}, lambda w: Muon(w, lr=1), RATES, 5, 18),
        "muon, one column": muon({"momentum": 0.5}, lambda w: Muon(w, lr=1, momentum=0.5), RATES[:4], 7, 1),
        "muon, convolution, decoupled decay": muon(
            {"momentum": 0.9, "weightDecay": 0.1, "isDecoupled": True}, lambda w: Muon(w, lr=1, momentum=0.9, weight_decay=0.1), RATES, 3, 3, 2, 5),
    }
