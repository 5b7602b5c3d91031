"""Activation functions, near zero and far from it."""

import torch
import torch.nn.functional as F

from oracle import UNIT, draw, layer_case


def activation(description, function, roundings):
    x = draw(4, 33)
    x[1] *= 4
    x[2] *= 20
    x[3] *= 0.01
    x = x.float().double()

    def tolerances(results, y_gradient):
        # So many roundings of a result of at most the input's size, and of a slope of at most the gradient's.
        return {"output": roundings * UNIT * max(1.0, results["output"].abs().max().item()),
                "input": roundings * UNIT * 2 * max(1.0, results["input"].abs().max().item())}

    return layer_case(description, function, x, {}, tolerances)


def softmax(*shape, scale=1.0):
    x = (draw(*shape) * scale).float().double()
    return layer_case(
        {"layer": "Softmax"}, lambda x: F.softmax(x, -1), x, {},
        lambda results, y_gradient: {"output": 2 * UNIT, "input": 8 * UNIT * y_gradient.abs().max().item()})


def cases():
    return {
        "leaky": activation({"layer": "LeakyRelu", "slope": 0.01}, lambda x: F.leaky_relu(x, 0.01), 4),
        "leaky .3": activation({"layer": "LeakyRelu", "slope": 0.3}, lambda x: F.leaky_relu(x, 0.3), 4),
        "sigmoid": activation({"layer": "Sigmoid"}, torch.sigmoid, 6),
        "tanh": activation({"layer": "Tanh"}, torch.tanh, 6),
        "tanh of LeCun": activation(
            {"layer": "Tanh", "amplitude": 1.7159, "steepness": 2 / 3}, lambda x: 1.7159 * torch.tanh(2 / 3 * x), 10),
        "gelu": activation({"layer": "Gelu"}, F.gelu, 8),
        "gelu, approximate": activation(
            {"layer": "Gelu", "isApproximate": True},
            lambda x: 0.5 * x * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (x + 0.044715 * x**3))), 12),
        "softmax": softmax(5, 10), "softmax, sure of itself": softmax(3, 4, 6, scale=30.0),
    }
