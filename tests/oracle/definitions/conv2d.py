"""Convolutions: strides, dilations, padding on four sides."""

import torch.nn.functional as F

from oracle import draw, layer_case, linear_tolerances, nchw, nhwc, oihw


def conv2d(batch, size, channels, window, stride=1, padding=(0, 0, 0, 0), dilation=1):
    top, bottom, left, right = padding
    x = draw(batch, *size, channels[0])
    parameters = {"weights": draw(*window, *channels), "bias": draw(channels[1])}

    def function(x, w, b):
        return nhwc(F.conv2d(F.pad(nchw(x), (left, right, top, bottom)), oihw(w), b, stride=stride, dilation=dilation))

    taps, places = window[0] * window[1], function(x, *parameters.values())[..., 0].numel()
    terms = {"output": taps * channels[0] + 1, "input": taps * channels[1], "weights": places, "bias": places}
    description = {
        "layer": "Conv2D", "inChannels": channels[0], "outChannels": channels[1], "hasBias": True,
        "window": {
            "height": window[0], "width": window[1], "stride": stride, "dilation": dilation,
            "padding": {"top": top, "bottom": bottom, "left": left, "right": right},
        },
    }
    return layer_case(description, function, x, parameters, linear_tolerances(function, x, parameters, terms))


def cases():
    return {
        "3x3": conv2d(2, (5, 6), (3, 4), (3, 3)),
        "5x5 padding 2": conv2d(1, (7, 7), (1, 6), (5, 5), padding=(2, 2, 2, 2)),
        "1x1": conv2d(2, (4, 3), (5, 7), (1, 1)),
        "stride 2 padding 1": conv2d(2, (7, 8), (3, 5), (3, 3), stride=2, padding=(1, 1, 1, 1)),
        "stride 3 beyond the window": conv2d(2, (8, 9), (2, 3), (2, 2), stride=3),
        "same at stride 2": conv2d(1, (8, 8), (2, 3), (5, 5), stride=2, padding=(1, 2, 1, 2)),
        "padding on four sides": conv2d(2, (5, 4), (2, 3), (2, 4), padding=(0, 3, 2, 1)),
        "dilation 2": conv2d(2, (8, 7), (2, 3), (3, 3), dilation=2),
        "stride 2 dilation 3 padding": conv2d(1, (9, 9), (2, 3), (3, 2), stride=2, padding=(3, 2, 1, 0), dilation=3),
        "17 to 9 channels": conv2d(1, (4, 4), (17, 9), (3, 3), padding=(1, 1, 1, 1)),
    }
