"""Layers that move numbers about or join others: zero padding and residual blocks."""

import torch.nn.functional as F

from oracle import draw, exact, layer_case, linear_tolerances, nchw, nhwc, oihw


def window(size, padding=0):
    return {
        "height": size, "width": size, "stride": 1, "dilation": 1,
        "padding": {"top": padding, "bottom": padding, "left": padding, "right": padding},
    }


def zero_pad(batch, size, channels, top, bottom, left, right):
    description = {"layer": "ZeroPad2D", "border": {"top": top, "bottom": bottom, "left": left, "right": right}}
    return layer_case(description, lambda x: nhwc(F.pad(nchw(x), (left, right, top, bottom))), draw(batch, *size, channels), {}, exact)


def residual(batch, size, channels, out_channels=None):
    out = out_channels or channels
    convolution = {"layer": "Conv2D", "name": "conv1", "inChannels": channels, "outChannels": out, "window": window(3, 1), "hasBias": False}
    shortcut = {"layer": "Conv2D", "inChannels": channels, "outChannels": out, "window": window(1), "hasBias": False} if out_channels else None
    parameters = {"body.conv1.weights": draw(3, 3, channels, out)}
    if shortcut:
        parameters["shortcut.weights"] = draw(1, 1, channels, out)

    def function(x, w, around=None):
        y = nhwc(F.conv2d(nchw(x), oihw(w), padding=1))
        return y + (x if around is None else nhwc(F.conv2d(nchw(x), oihw(around))))

    x, places = draw(batch, *size, channels), batch * size[0] * size[1]
    terms = {"output": 10 * channels + 1, "input": 10 * out + 1, **{name: places for name in parameters}}
    description = {"layer": "Residual", "body": {"layers": [convolution]}, "shortcut": shortcut}
    return layer_case(description, function, x, parameters, linear_tolerances(function, x, parameters, terms))


def cases():
    return {
        "pad all round": zero_pad(2, (3, 4), 2, 1, 1, 1, 1), "pad four sides": zero_pad(2, (4, 3), 3, 0, 2, 3, 1),
        "residual": residual(2, (4, 5), 3), "residual with a shortcut": residual(2, (4, 3), 3, 5),
    }
