"""Spatial transformers, affine and thin-plate, in both conventions, each with a dense layer as its localisation network."""

import torch
import torch.nn.functional as F

from oracle import UNIT, draw, layer_case, nchw, nhwc


def transformer(grid, places, size, batch=2, channels=1, extent=None):
    """places(theta, height, width): where each pixel is read, [batch, height, width, (x, y)] in PyTorch's coordinates with align_corners."""
    height, width = size
    inputs = height * width * channels
    identity = torch.tensor([1.0, 0, 0, 0, 1, 0]) if extent is None else lattice(*extent).reshape(-1)
    parameters = {
        "localization.theta.weights": (draw(inputs, len(identity)) * 0.02).float().double(),
        "localization.theta.bias": (identity * 0.9 + draw(len(identity)) * 0.05).float().double(),
    }

    def function(x, w, b):
        theta = x.reshape(batch, -1) @ w + b
        return nhwc(F.grid_sample(nchw(x), places(theta, height, width), mode="bilinear", padding_mode="zeros", align_corners=True))

    def tolerances(results, y_gradient):
        # A place is off by some roundings of up to the picture's side; that, times a slope, is what the output may be off by.
        roundings = {"output": 40, "input": 200, "localization.theta.weights": 400, "localization.theta.bias": 400}
        return {name: roundings[name] * max(size) * UNIT * max(1.0, value.abs().max().item()) for name, value in results.items()}

    description = {
        "layer": "SpatialTransformer", "grid": grid,
        "localization": {"layers": [
            {"layer": "Flatten", "name": "flatten1"},
            {"layer": "Dense", "name": "theta", "inputs": inputs, "outputs": len(identity), "hasBias": True},
        ]},
    }
    return layer_case(description, function, draw(batch, height, width, channels), parameters, tolerances)


def affine(theta, height, width):
    return F.affine_grid(theta.reshape(-1, 2, 3), (len(theta), 1, height, width), align_corners=True)


def affine_published(theta, height, width):
    """Base coordinates −1 … 1 − 2/n, in the order row, column, 1; the map gives row and column."""
    rows, columns = -1 + 2 * torch.arange(height) / height, -1 + 2 * torch.arange(width) / width
    base = torch.stack([*torch.meshgrid(rows, columns, indexing="ij"), torch.ones(height, width)], -1)
    row_column = torch.einsum("hwk,nck->nhwc", base, theta.reshape(-1, 2, 3))
    return row_column.flip(-1)


def lattice(points, extent):
    """Control points (x, y), row by row."""
    along = torch.linspace(-extent, extent, points, dtype=torch.float64)
    y, x = torch.meshgrid(along, along, indexing="ij")
    return torch.stack([x, y], -1).reshape(-1, 2)


def kernel(a, b):
    square = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    return torch.where(square == 0, torch.zeros_like(square), 0.5 * square * torch.log(torch.where(square == 0, torch.ones_like(square), square)))


def thin_plate(points, extent, published):
    control = lattice(points, extent)

    def along(n):
        return 2 * torch.arange(1, n + 1) / n - 1 if published else torch.linspace(-1, 1, n, dtype=torch.float64)

    def places(theta, height, width):
        y, x = torch.meshgrid(along(height), along(width), indexing="ij")
        target = torch.stack([x, y], -1).reshape(-1, 2)
        affine_part = torch.cat([torch.ones(len(control), 1, dtype=torch.float64), control], 1)
        system = torch.cat([torch.cat([kernel(control, control), affine_part], 1), torch.cat([affine_part.T, torch.zeros(3, 3, dtype=torch.float64)], 1)], 0)
        values = torch.cat([theta.reshape(len(theta), -1, 2), torch.zeros(len(theta), 3, 2, dtype=theta.dtype)], 1)
        coefficients = torch.linalg.solve(system, values)
        terms = torch.cat([kernel(target, control), torch.ones(len(target), 1, dtype=torch.float64), target], 1)
        return (terms @ coefficients).reshape(len(theta), height, width, 2)

    return places


def cases():
    exact, published = {"grid": "affine", "convention": "Exact"}, {"grid": "affine", "convention": "Published"}

    def plate(points, extent, convention):
        return {"grid": "thin-plate", "controlPoints": points, "extent": extent, "convention": convention}

    return {
        "affine": transformer(exact, affine, (7, 7)),
        "affine, not square, three channels": transformer(exact, affine, (5, 8), channels=3),
        "affine, as published": transformer(published, affine_published, (8, 8)),
        "affine, as published, not square": transformer(published, affine_published, (6, 9), channels=2),
        "thin plate": transformer(plate(3, 0.9, "Exact"), thin_plate(3, 0.9, False), (7, 7), extent=(3, 0.9)),
        "thin plate of 4x4 points, not square": transformer(plate(4, 0.8, "Exact"), thin_plate(4, 0.8, False), (6, 9), channels=2, extent=(4, 0.8)),
        "thin plate, as published": transformer(plate(3, 0.9, "Published"), thin_plate(3, 0.9, True), (8, 8), extent=(3, 0.9)),
    }
