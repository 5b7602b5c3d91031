"""Builds networks of the zoo in PyTorch with drawn weights, saves them, and answers pictures: what imports are held against.

usage: /usr/bin/python3 zoo_checkpoints.py ARCHITECTURES FOLDER NAME...

ARCHITECTURES holds what `digitlab models NAME --json` writes, FOLDER the file pictures.f32. For each NAME it writes there NAME.pth, by turns in
the newer and the older form, NAME.safetensors, NAME.onnx, and NAME.f32 with the logits. The names published-lenet53, published-lenet53-stn
and published-lenet53-tpn stand for the networks of published.py.
"""
import json
import pathlib
import struct
import sys
import warnings

import numpy
import torch

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "bench" / "peers"))

import published  # noqa: E402
import zoo_network  # noqa: E402

PUBLISHED = {
    "published-lenet53": lambda: published.LeNet53(),
    "published-lenet53-stn": lambda: published.LeNet53(published.AffineTransformer, 128),
    "published-lenet53-tpn": lambda: published.LeNet53(published.ThinPlateTransformer, 256),
}


def disturb(network):
    """Normalizations as after a training, biases off zero, a transformer that moves the picture."""
    with torch.no_grad():
        for name, value in network.named_parameters():
            if name.endswith("bias"):
                value.add_(0.2 * (torch.rand(value.shape) - 0.5))
            elif value.dim() == 1:
                value.add_(torch.rand(value.shape) - 0.5)
        for name, value in network.named_buffers():
            if name.endswith("running_mean"):
                value.copy_(0.6 * torch.rand(value.shape) - 0.3)
            elif name.endswith("running_var"):
                value.copy_(0.3 + 1.7 * torch.rand(value.shape))
        for module in network.modules():
            if isinstance(module, zoo_network.SpatialTransformer):
                module.localization[-1].weight.normal_(std=0.01)
            elif isinstance(module, (published.AffineTransformer, published.ThinPlateTransformer)):
                module.start_near_identity()
    return network.eval()


def save_safetensors(state, path):
    header, data = {}, b""
    for name, value in state.items():
        if value.is_floating_point():
            numbers = value.float().contiguous().numpy().astype("<f4").tobytes()
            header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(numbers)]}
            data += numbers
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<q", len(text)) + text + data)


def main():
    architectures, folder, *names = sys.argv[1:]
    folder = pathlib.Path(folder)
    pictures = torch.from_numpy(numpy.fromfile(folder / "pictures.f32", dtype="<f4").reshape(-1, 1, 28, 28))
    warnings.simplefilter("ignore")
    for number, name in enumerate(names):
        torch.manual_seed(number + 1)
        network = PUBLISHED[name]() if name in PUBLISHED else zoo_network.build(zoo_network.read(pathlib.Path(architectures) / f"{name}.json"))
        network = disturb(network)
        torch.save(network.state_dict(), folder / f"{name}.pth", _use_new_zipfile_serialization=number % 2 == 0)
        save_safetensors(network.state_dict(), folder / f"{name}.safetensors")
        if name not in PUBLISHED:
            torch.onnx.export(network, pictures[:2], str(folder / f"{name}.onnx"), opset_version=16, input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
        with torch.no_grad():
            numpy.asarray(network(pictures), dtype="<f4").tofile(folder / f"{name}.f32")


if __name__ == "__main__":
    main()
