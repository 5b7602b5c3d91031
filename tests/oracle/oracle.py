"""The words in which the definitions speak: numbers drawn, tensors turned and stored, rounding bounded.

Everything is computed in double precision from numbers that a 32-bit float holds exactly, so a case's error is the engine's alone.
Tensors are stored as DigitLab has them: pictures [batch, height, width, channels], convolution weights [height, width, in, out],
dense weights [in, out].
"""

import torch

UNIT = 2.0**-24  # the largest relative error of one rounding to a 32-bit float
STORED = UNIT * 8  # for results that rounding does not touch: what nine stored digits may be off by, for numbers below 8

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


def layer_case(description, function, x, parameters, tolerances, **more):
    """A layer's output and its gradients by input and parameters.

    description: its LayerDescription, as in a model file: {"layer": "Conv2D", "inChannels": 3, ...}
    function(x, *parameters): the same in PyTorch's operations, on DigitLab's layout
    parameters: name to value, in the layer's order; a composite layer's names are those in a network: "conv1.weights"
    tolerances: a function of a dictionary with "output", "input" and each parameter's gradient that gives one of numbers;
        see linear_tolerances for layers that are sums of products
    more: further properties, such as isTraining=False or statistics and statisticsAfter, name to tensor
    """
    y_gradient = draw(*function(x, *parameters.values()).shape)
    y, (dx, *dp) = gradients(function, (x, *parameters.values()), y_gradient)
    results = {"output": y, "input": dx, **dict(zip(parameters, dp))}
    allowed = tolerances(results, y_gradient)
    case = {"layer": description, **more, "input": tensor(x), "outputGradient": tensor(y_gradient)}
    if parameters:
        case["parameters"] = {name: tensor(value) for name, value in parameters.items()}
        case["gradients"] = {name: result(results[name], allowed[name]) for name in parameters}
    return {**case, "output": result(y, allowed["output"]), "inputGradient": result(dx, allowed["input"])}


def linear_tolerances(function, x, parameters, terms):
    """Bounds for a layer whose output and gradients are sums of products; terms: how many each such sum has."""
    def tolerances(results, y_gradient):
        magnitude, (dx, *dp) = gradients(function, [x.abs(), *(value.abs() for value in parameters.values())], y_gradient.abs())
        sizes = {"output": magnitude, "input": dx, **dict(zip(parameters, dp))}
        return {name: sum_bound(terms[name], sizes[name]) for name in results}
    return tolerances


def of_largest(factor):
    """Bounds relative to the largest number of each tensor, for layers whose rounding has no simple law; factor is in roundings."""
    return lambda results, y_gradient: {name: factor * UNIT * max(1e-30, value.abs().max().item()) for name, value in results.items()}


def exact(results, y_gradient):
    """For layers that round nothing: only the stored digits differ."""
    return {name: STORED * max(1.0, value.abs().max().item()) for name, value in results.items()}
