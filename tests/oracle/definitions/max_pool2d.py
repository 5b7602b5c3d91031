"""Maxima over windows, among them ties: whole numbers, of which the first of equals wins."""

import math

import torch
import torch.nn.functional as F

from oracle import STORED, draw, layer_case, nchw, nhwc, sum_bound


def max_pool2d(batch, size, channels, window, stride, padding=(0, 0, 0, 0), dilation=1, whole=False):
    top, bottom, left, right = padding
    x = torch.randint(-2, 3, (batch, *size, channels)).double() if whole else draw(batch, *size, channels)

    def function(x):
        padded = F.pad(nchw(x), (left, right, top, bottom), value=-math.inf)
        return nhwc(F.max_pool2d(padded, window, stride=stride, dilation=dilation))

    def tolerances(results, y_gradient):
        overlaps = window[0] * window[1]
        return {"output": STORED, "input": sum_bound(overlaps, y_gradient.abs() * overlaps)}

    description = {
        "layer": "MaxPool2D",
        "window": {
            "height": window[0], "width": window[1], "stride": stride, "dilation": dilation,
            "padding": {"top": top, "bottom": bottom, "left": left, "right": right},
        },
    }
    return layer_case(description, function, x, {}, tolerances)


def cases():
    return {
        "2x2": max_pool2d(2, (6, 6), 3, (2, 2), 2),
        "2x2 with a row left over": max_pool2d(2, (7, 5), 5, (2, 2), 2),
        "3x3 overlapping": max_pool2d(2, (6, 7), 3, (3, 3), 1, padding=(1, 1, 1, 1)),
        "ties": max_pool2d(2, (7, 7), 4, (3, 3), 2, padding=(1, 1, 1, 1), whole=True),
        "padding on two sides": max_pool2d(2, (6, 6), 2, (2, 3), 2, padding=(0, 1, 2, 0)),
        "dilation 2": max_pool2d(1, (8, 8), 3, (3, 3), 2, padding=(1, 0, 0, 1), dilation=2),
    }
