"""Layer normalization along the last axis."""

import torch.nn.functional as F

from oracle import draw, layer_case, of_largest


def layer_norm(*shape, epsilon=1e-5, is_affine=True):
    features = shape[-1]
    parameters = {"gamma": draw(features), "beta": draw(features)} if is_affine else {}

    def function(x, gamma=None, beta=None):
        return F.layer_norm(x, (features,), gamma, beta, epsilon)

    description = {"layer": "LayerNorm", "features": features, "epsilon": epsilon, "isAffine": is_affine}
    return layer_case(description, function, draw(*shape), parameters, of_largest(4))  # doubles, rounded once at the end


def cases():
    return {
        "rows": layer_norm(5, 17), "pictures": layer_norm(2, 3, 4, 6), "no scale and shift": layer_norm(3, 9, is_affine=False),
        "epsilon .1": layer_norm(4, 8, epsilon=0.1),
    }
