"""Measures a zoo network in PyTorch, as long as it is asked to.

usage: pytorch_networks.py DESCRIPTION.json BATCH INFERENCE_BATCH THREADS SECONDS

       pytorch_networks.py --check        whether PyTorch is here

First it tries both memory formats in turns, and keeps the better one for each question. Then it says who it is in a line,
and answers each line of its input with a number: "training" and "inference" with digits a second, "latency" with microseconds.
"""
import statistics
import sys
import time

import torch
from torch import nn

import zoo_network

RATE = 1e-5  # so small that the weights stay what a network at work has: no dead units, no denormal numbers
TRIES = 3
FORMATS = {"channels first": torch.contiguous_format, "channels last": torch.channels_last}


def rate(work, digits, seconds):
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        work()
        done += digits
    return done / (time.perf_counter() - start)


def median_microseconds(work, seconds):
    start, times = time.perf_counter(), []
    while time.perf_counter() - start < seconds:
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return statistics.median(times) * 1e6


def questions(model, batch, many, memory_format):
    """How each of the three is measured, on one network in one memory format, for so many seconds."""
    network = zoo_network.build(model).to(memory_format=memory_format)
    optimizer, loss = torch.optim.Adam(network.parameters(), lr=RATE), nn.CrossEntropyLoss()

    def pictures(count):
        return torch.rand(count, 1, 28, 28).contiguous(memory_format=memory_format)

    some, lot, one = pictures(batch), pictures(many), pictures(1)
    labels = torch.randint(0, 10, (batch,))

    def step():
        network.train()
        optimizer.zero_grad(set_to_none=True)
        loss(network(some), labels).backward()
        optimizer.step()

    def infer(x):
        network.eval()

        def run():
            with torch.inference_mode():
                return network(x)
        return run

    def latency(seconds):
        network.eval()
        return median_microseconds(infer(one), seconds)

    return {
        "training": lambda seconds: rate(step, batch, seconds),
        "inference": lambda seconds: rate(infer(lot), many, seconds),
        "latency": latency,
    }


def better(question, asked, seconds):
    """The memory format that answers best: by the median of some tries in turns, since a busy moment must not choose."""
    scores = {name: [] for name in asked}
    for turn in range(1 + TRIES):
        for name, answers in asked.items():
            score = answers[question](seconds)
            if turn > 0:  # the first one warms
                scores[name].append(-score if question == "latency" else score)
    return max(asked, key=lambda name: statistics.median(scores[name]))


def blas():
    """The library behind the matrix products of dense layers, as the loader found it."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line or "mkl_" in line or "blis" in line}
    except OSError:
        return "unknown BLAS"
    for name, title in (("openblas", "OpenBLAS"), ("mkl_", "MKL"), ("blis", "BLIS"), ("libblas", "reference BLAS")):
        if any(name in file for file in files):
            return title
    return "its own BLAS"


def main():
    if sys.argv[1] == "--check":
        return
    path, batch, many, threads, seconds = sys.argv[1], *map(int, sys.argv[2:5]), float(sys.argv[5])
    torch.manual_seed(1)
    torch.set_num_threads(threads)
    model = zoo_network.read(path)
    asked = {name: questions(model, batch, many, memory_format) for name, memory_format in FORMATS.items()}
    best = {question: better(question, asked, seconds / 2) for question in asked["channels first"]}
    formats = ", ".join(f"{question} {name}" for question, name in best.items())
    print(f"PyTorch {torch.__version__} with {blas()} | {formats}", flush=True)
    for line in sys.stdin:
        question = line.strip()
        print(asked[best[question]][question](seconds), flush=True)


if __name__ == "__main__":
    main()
