"""Depthwise convolutions."""

import torch.nn.functional as F

from oracle import draw, layer_case, linear_tolerances, nchw, nhwc, oihw


def depthwise(batch, size, channels, window, stride=1, padding=0, dilation=1):
    x = draw(batch, *size, channels)
    parameters = {"weights": draw(*window, 1, channels), "bias": draw(channels)}

    def function(x, w, b):
        return nhwc(F.conv2d(nchw(x), oihw(w), b, stride, padding, dilation, groups=channels))

    taps, places = window[0] * window[1], function(x, *parameters.values())[..., 0].numel()
    description = {
        "layer": "DepthwiseConv2D", "channels": channels, "hasBias": True,
        "window": {
            "height": window[0], "width": window[1], "stride": stride, "dilation": dilation,
            "padding": {"top": padding, "bottom": padding, "left": padding, "right": padding},
        },
    }
    terms = {"output": taps + 1, "input": taps, "weights": places, "bias": places}
    return layer_case(description, function, x, parameters, linear_tolerances(function, x, parameters, terms))


def cases():
    return {
        "3x3 padded": depthwise(2, (5, 4), 6, (3, 3), padding=1), "stride 2": depthwise(2, (7, 6), 17, (3, 2), stride=2),
        "dilation 2": depthwise(1, (8, 7), 3, (3, 3), padding=2, dilation=2), "one channel": depthwise(3, (4, 4), 1, (2, 2)),
    }
