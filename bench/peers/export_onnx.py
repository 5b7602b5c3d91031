"""Writes a zoo network, in inference mode and with any batch size, as an ONNX file.

usage: export_onnx.py DESCRIPTION.json FILE.onnx
"""
import sys
import warnings

import torch

import zoo_network


def main():
    description, path = sys.argv[1:]
    torch.manual_seed(1)
    network = zoo_network.build(zoo_network.read(description)).eval()
    warnings.simplefilter("ignore")
    torch.onnx.export(
        network, torch.rand(2, 1, 28, 28), path, opset_version=16, do_constant_folding=True,
        input_names=["pictures"], output_names=["logits"], dynamic_axes={"pictures": {0: "batch"}, "logits": {0: "batch"}})


if __name__ == "__main__":
    main()
