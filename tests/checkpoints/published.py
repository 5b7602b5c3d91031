"""Spatial transformers as the published lenet53 weights have them, written as such projects of PyTorch 0.x did: own modules, own names.

The affine form takes a base grid -1 ... 1 - 2/n in the order (row, column, 1), the thin plate targets 2i/n - 1, i = 1 ... n, in the order
(x, y); both are read at pixel (g + 1)(n - 1)/2, bilinear, zeros outside.
"""
import numpy
import torch
from torch import nn


def sample(pictures, rows, columns):
    """Reads each picture at places in pixels, [batch, height, width], as a loop over the four pixels around each."""
    batch, channels, height, width = pictures.shape
    top, left = torch.floor(rows), torch.floor(columns)
    result = torch.zeros(batch, channels, *rows.shape[1:], dtype=pictures.dtype)
    for n in range(batch):
        for row, column in ((top[n], left[n]), (top[n], left[n] + 1), (top[n] + 1, left[n]), (top[n] + 1, left[n] + 1)):
            weight = (1 - (rows[n] - row).abs()) * (1 - (columns[n] - column).abs())
            inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
            taken = pictures[n, :, row.clamp(0, height - 1).long(), column.clamp(0, width - 1).long()]
            result[n] += taken * (weight * inside)
    return result


def pixel(coordinate, extent):
    return (coordinate + 1) * (extent - 1) / 2


class AffineTransformer(nn.Module):
    parameters_of_map = 6

    def __init__(self, localization):
        super().__init__()
        self.loc_net = localization

    def start_near_identity(self):
        head = self.loc_net[-1]
        head.weight.data.mul_(0.2)
        head.bias.data.copy_(torch.tensor([0.95, 0.1, 0.05, -0.08, 1.05, -0.1]))

    def forward(self, x):
        height, width = x.shape[2:]
        row, column = torch.arange(-1, 1, 2.0 / height, dtype=x.dtype), torch.arange(-1, 1, 2.0 / width, dtype=x.dtype)
        base = torch.stack([row[:, None].expand(height, width), column[None, :].expand(height, width), torch.ones(height, width, dtype=x.dtype)], -1)
        theta = self.loc_net(x).view(-1, 2, 3)
        grid = torch.einsum("hwk,nik->nhwi", base, theta)
        return sample(x, pixel(grid[..., 0], height), pixel(grid[..., 1], width))


class ThinPlateTransformer(nn.Module):
    parameters_of_map = 18

    def __init__(self, localization):
        super().__init__()
        self.estimator = localization
        points = numpy.array([(x, y) for y in (-0.9, 0.0, 0.9) for x in (-0.9, 0.0, 0.9)])
        targets = numpy.array([(2.0 * j / 28 - 1, 2.0 * i / 28 - 1) for i in range(1, 29) for j in range(1, 29)])
        terms = numpy.hstack([kernel(targets, points), numpy.ones((784, 1)), targets])
        self.register_buffer("inverse_kernel", inverse_of_system(points))
        self.register_buffer("target_coordinate_repr", torch.from_numpy(terms)[:1].clone())  # a constant table, here cut short
        self.terms, self.points = torch.from_numpy(terms), torch.from_numpy(points)

    def start_near_identity(self):
        head = self.estimator[-1]
        head.weight.data.mul_(0.2)
        noise = torch.linspace(-0.08, 0.08, 18)
        head.bias.data.copy_(self.points.reshape(-1).float() + noise[torch.randperm(18)])
        self.inverse_kernel.copy_(inverse_of_system(self.points.numpy()))

    def forward(self, x):
        height, width = x.shape[2:]
        control = self.estimator(x).view(-1, 9, 2)
        padded = torch.cat([control, torch.zeros(len(control), 3, 2, dtype=x.dtype)], 1)
        grid = (self.terms.to(x.dtype) @ (self.inverse_kernel.to(x.dtype) @ padded)).view(-1, height, width, 2)
        return sample(x, pixel(grid[..., 1], height), pixel(grid[..., 0], width))


def kernel(a, b):
    square = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    return numpy.where(square == 0, 0.0, 0.5 * square * numpy.log(numpy.where(square == 0, 1.0, square)))


def inverse_of_system(points):
    system = numpy.zeros((12, 12))
    system[:9, :9], system[:9, 9], system[9, :9], system[:9, 10:], system[10:, :9] = kernel(points, points), 1, 1, points, points.T
    return torch.from_numpy(numpy.linalg.inv(system))


def trunk(channels, features, outputs):
    """The localization network: its last layers are convolutions 1x1, as such projects liked to write them."""
    first, second = channels
    return nn.Sequential(
        nn.Conv2d(1, first, 7, bias=False), nn.BatchNorm2d(first), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(first, second, 5, bias=False), nn.BatchNorm2d(second), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(second, features, 1, bias=False), nn.BatchNorm2d(features), nn.ReLU(), nn.AvgPool2d(3), nn.Conv2d(features, outputs, 1))


class Small(nn.Module):
    """A transformer before a dense layer on 7x7 pixels. The transformer is registered last, though it computes first."""

    def __init__(self, kind):
        super().__init__()
        self.fc = nn.Linear(49, 10)
        self.transformer = kind(trunk((2, 3), 4, kind.parameters_of_map))

    def forward(self, x):
        return self.fc(nn.functional.max_pool2d(self.transformer(x), 4).flatten(1))


class LeNet53(nn.Module):
    """The zoo's lenet53, or that behind a transformer, with a class's attributes in the order of convolutions, normalizations, dense layers."""

    def __init__(self, kind=None, features=128):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 3, padding=2, bias=False), nn.Conv2d(32, 32, 3, bias=False)
        self.conv3, self.conv4 = nn.Conv2d(32, 64, 3, bias=False), nn.Conv2d(64, 64, 3, bias=False)
        self.bn1, self.bn2, self.bn3, self.bn4 = nn.BatchNorm2d(32), nn.BatchNorm2d(32), nn.BatchNorm2d(64), nn.BatchNorm2d(64)
        self.fc1, self.bn5, self.fc2 = nn.Linear(1600, 128, bias=False), nn.BatchNorm1d(128), nn.Linear(128, 10)
        self.transformer = kind(trunk((8, 10), features, kind.parameters_of_map)) if kind else None

    def forward(self, x):
        if self.transformer is not None:
            x = self.transformer(x)
        x = torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))))
        x = nn.functional.max_pool2d(x, 2)
        x = torch.relu(self.bn4(self.conv4(torch.relu(self.bn3(self.conv3(x))))))
        x = nn.functional.max_pool2d(x, 2).flatten(1)
        return self.fc2(torch.relu(self.bn5(self.fc1(x))))
