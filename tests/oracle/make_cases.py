#!/usr/bin/env python3
"""Makes the reference cases in cases/ with PyTorch: one file for each module in definitions/. See README.md.

With names behind it, such as `make_cases.py conv2d`, it makes only those.
"""

import importlib
import json
import pathlib
import sys
import zlib

import torch

HERE = pathlib.Path(__file__).parent


def save(name, cases):
    folder = HERE / "cases"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(
        "{\n" + ",\n".join(f'"{case}": {json.dumps(content, separators=(",", ":"))}' for case, content in cases.items()) + "\n}\n"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    torch.set_default_dtype(torch.float64)
    torch.use_deterministic_algorithms(True)
    for name in sys.argv[1:] or sorted(path.stem for path in (HERE / "definitions").glob("*.py")):
        torch.manual_seed(zlib.crc32(name.encode()))  # so that no file's numbers depend on another's
        save(name, importlib.import_module(f"definitions.{name}").cases())
