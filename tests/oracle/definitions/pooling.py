"""Mean poolings, global and by windows, padding counted or not, and LeNet-5's trainable subsampling."""

import torch
import torch.nn.functional as F

from oracle import draw, layer_case, linear_tolerances, nchw, nhwc, sum_bound


def average_pool2d(batch, size, channels, window, stride, padding=0, counts_padding=True):
    description = {
        "layer": "AveragePool2D", "countsPadding": counts_padding,
        "window": {
            "height": window[0], "width": window[1], "stride": stride, "dilation": 1,
            "padding": {"top": padding, "bottom": padding, "left": padding, "right": padding},
        },
    }

    def function(x):
        return nhwc(F.avg_pool2d(nchw(x), window, stride, padding, count_include_pad=counts_padding))

    x, taps = draw(batch, *size, channels), window[0] * window[1]
    return layer_case(description, function, x, {}, linear_tolerances(function, x, {}, {"output": taps + 1, "input": taps + 1}))


def global_average_pool2d(batch, size, channels):
    def function(x):
        return x.mean((1, 2))

    x, places = draw(batch, *size, channels), size[0] * size[1]
    return layer_case({"layer": "GlobalAveragePool2D"}, function, x, {}, linear_tolerances(function, x, {}, {"output": places + 1, "input": 2}))


def trainable_subsampling2d(batch, size, channels, side):
    parameters = {"coefficients": draw(channels), "bias": draw(channels)}

    def function(x, a, b):
        return nhwc(F.avg_pool2d(nchw(x), side, divisor_override=1)) * a + b

    x, taps = draw(batch, *size, channels), side * side
    places = batch * (size[0] // side) * (size[1] // side)
    terms = {"output": taps + 2, "input": 1, "coefficients": places * taps, "bias": places}
    description = {"layer": "TrainableSubsampling2D", "channels": channels, "poolSize": side}
    return layer_case(description, function, x, parameters, linear_tolerances(function, x, parameters, terms))


def cases():
    return {
        "mean 2x2": average_pool2d(2, (6, 6), 3, (2, 2), 2),
        "mean 3x2 with rows left over": average_pool2d(2, (7, 5), 5, (3, 2), 2),
        "mean 3x3 padded, padding counted": average_pool2d(2, (5, 6), 3, (3, 3), 1, padding=1),
        "mean 3x3 padded, padding not counted": average_pool2d(2, (5, 6), 3, (3, 3), 2, padding=1, counts_padding=False),
        "global": global_average_pool2d(3, (3, 3), 17),
        "global, odd": global_average_pool2d(2, (7, 5), 6),
        "subsampling": trainable_subsampling2d(2, (4, 6), 6, 2),
        "subsampling, a column left over": trainable_subsampling2d(2, (6, 7), 3, 3),
    }
