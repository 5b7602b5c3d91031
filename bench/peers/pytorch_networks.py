"""Digits per second of a zoo network in PyTorch: forward, backward and an Adam step, and inference in batches of 256.

usage: pytorch_networks.py MODEL BATCH THREADS        prints two numbers
Both memory formats are tried; the better one counts.
"""
import sys
import time

import torch
from torch import nn

SECONDS = 1.0
INFERENCE_BATCH = 256


def build(model):
    if model == "softmax":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    if model == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Dropout(0.2),
                             nn.Linear(512, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, 10))
    if model == "convnet1":
        return nn.Sequential(nn.Conv2d(1, 32, 7, padding=3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                             nn.Linear(6272, 500), nn.ReLU(), nn.Linear(500, 10))
    if model == "lenet5":
        return nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
                             nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                             nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    if model == "fast":
        return nn.Sequential(nn.Conv2d(1, 24, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(24, 32, 3), nn.MaxPool2d(2),
                             nn.ReLU(), nn.Flatten(), nn.Linear(800, 256), nn.ReLU(), nn.Linear(256, 10))
    raise SystemExit(f"unknown model {model}")


def rate(work, digits):
    for _ in range(3):
        work()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        work()
        done += digits
    return done / (time.perf_counter() - start)


def measure(model, batch, memory_format):
    network = build(model).to(memory_format=memory_format)
    optimizer, loss = torch.optim.Adam(network.parameters()), nn.CrossEntropyLoss()
    pictures = torch.rand(batch, 1, 28, 28).contiguous(memory_format=memory_format)
    labels = torch.randint(0, 10, (batch,))
    many = torch.rand(INFERENCE_BATCH, 1, 28, 28).contiguous(memory_format=memory_format)

    def step():
        optimizer.zero_grad()
        loss(network(pictures), labels).backward()
        optimizer.step()

    training = rate(step, batch)
    network.eval()
    with torch.inference_mode():
        return training, rate(lambda: network(many), INFERENCE_BATCH)


if __name__ == "__main__":
    model, batch, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    results = [measure(model, batch, form) for form in (torch.contiguous_format, torch.channels_last)]
    print(max(training for training, _ in results), max(inference for _, inference in results))
