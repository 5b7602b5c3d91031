"""Makes the small files of this folder with PyTorch 1.13: checkpoints in each of its forms, and what their networks answer.

usage: /usr/bin/python3 tests/checkpoints/make_checkpoints.py

The tests read them without PyTorch. Weights and pictures are drawn from a fixed seed; a run anew gives files that mean the same.
"""
import collections
import io
import json
import pathlib
import pickle
import struct
import tarfile

import torch
from torch import nn

import published

FOLDER = pathlib.Path(__file__).parent


class Plain(nn.Module):
    """A convolution without bias and a normalization, pooled, then a dense layer on what was flattened channel by channel."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            collections.OrderedDict(conv=nn.Conv2d(1, 3, 5, stride=2, bias=False), norm=nn.BatchNorm2d(3), relu=nn.ReLU(), pool=nn.MaxPool2d(3)))
        self.head = nn.Linear(3 * 4 * 4, 10)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


def draw(network):
    """Every number of a network, away from where it starts."""
    torch.manual_seed(7)
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                around, width = (1.0, 0.5) if name.endswith("running_var") else (0.0, 0.4)
                value.copy_(around + width * (2 * torch.rand(value.shape) - 1))
    return network.eval()


def answers(network, pictures):
    with torch.no_grad():
        return network(pictures).double()


def write_tar(state, path):
    """The form before PyTorch 0.1.10, which none writes any more and all can read."""
    storages, tensors = io.BytesIO(), io.BytesIO()
    pickle.dump(len(state), storages, protocol=2)
    pickle.dump(len(state), tensors, protocol=2)
    for number, value in enumerate(state.values()):
        value = value.detach().contiguous()
        kind = {torch.float32: torch.FloatStorage, torch.int64: torch.LongStorage}[value.dtype]
        pickle.dump((1000 + number, "cpu", kind), storages, protocol=2)
        storages.write(struct.pack("<q", value.numel()) + value.numpy().tobytes())
        pickle.dump((2000 + number, 1000 + number, {torch.float32: torch.FloatTensor, torch.int64: torch.LongTensor}[value.dtype]), tensors, protocol=2)
        tensors.write(struct.pack(f"<q{value.dim()}q{value.dim()}qq", value.dim(), *value.shape, *value.stride(), 0))
    pickle.dump([], storages, protocol=2)

    keys = {id(value): str(2000 + number) for number, value in enumerate(state.values())}

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            return keys.get(id(value))

    content = io.BytesIO()
    Pickler(content, protocol=2).dump(collections.OrderedDict(state))
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in (("sys_info", pickle.dumps({"protocol_version": 1000, "little_endian": True}, protocol=2)), ("pickle", content.getvalue()),
                           ("tensors", tensors.getvalue()), ("storages", storages.getvalue())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    read = torch.load(path)
    assert all(torch.equal(read[name], value) for name, value in state.items()), "PyTorch itself reads the tar otherwise"


def without_sources(save):
    """This form keeps the source text of each module and the path it lay at, unless that cannot be had."""
    def unknown(*_):
        raise OSError("no sources")
    found, torch.serialization.get_source_lines_and_file = torch.serialization.get_source_lines_and_file, unknown
    save()
    torch.serialization.get_source_lines_and_file = found


def main():
    torch.manual_seed(1)
    pictures = torch.rand(4, 1, 28, 28)
    (FOLDER / "pictures.f32").write_bytes(pictures.numpy().tobytes())
    plain = draw(Plain())
    state = plain.state_dict()
    torch.save(state, FOLDER / "plain-zip.pth")
    torch.save(state, FOLDER / "plain-pickles.pth", _use_new_zipfile_serialization=False)
    write_tar(state, FOLDER / "plain-tar.pth")
    torch.save(plain, FOLDER / "plain-module-zip.pth")
    without_sources(lambda: torch.save(plain, FOLDER / "plain-module-pickles.pth", _use_new_zipfile_serialization=False))
    optimizer = torch.optim.Adam(plain.parameters())
    plain.train()(pictures).sum().backward()
    optimizer.step()
    plain.eval()
    torch.save({"epoch": 3, "optimizer": optimizer.state_dict(), "state_dict": plain.state_dict()}, FOLDER / "checkpoint.pth")
    trained = answers(plain, pictures)
    plain = draw(plain)
    views = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    torch.save({"turned": views.t(), "part": views[1:3, 2:5], "scalar": torch.tensor(2.5), "half": views.half(), "brain": views.bfloat16(),
                "double": views.double(), "bytes": views.byte(), "longs": views.long(), "bools": views > 5}, FOLDER / "types.pth")
    torch.save({"turned": views.t(), "part": views[1:3, 2:5]}, FOLDER / "types-pickles.pth", _use_new_zipfile_serialization=False)

    expected = {"plain": answers(plain, pictures).tolist(), "checkpoint": trained.tolist()}
    for name, network in (("affine", published.Small(published.AffineTransformer)), ("thinplate", published.Small(published.ThinPlateTransformer))):
        network = draw(network)
        network.transformer.start_near_identity()
        torch.save(network.state_dict(), FOLDER / f"published-{name}.pth", _use_new_zipfile_serialization=False)
        expected[name] = answers(network.double(), pictures.double()).tolist()
    (FOLDER / "answers.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main()
