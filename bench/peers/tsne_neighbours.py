"""Neighbourhood preservation of DigitLab's t-SNE beside scikit-learn's, on the same digits.

    digitlab data stats --tsne 10000 --csv -o statistics
    python3 tsne_neighbours.py MNIST_FOLDER statistics/figures/tsne.csv

Of each digit's ten nearest neighbours among all 784 pixels, how many are among its ten nearest in the plane? scikit-learn gets the same
first digits of the training set, 50 principal components, and its defaults (perplexity 30, 1,000 steps, angle 0.5, start from PCA).
"""
import csv
import gzip
import sys
import time

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.neighbors import NearestNeighbors

NEIGHBOURS = 10


def read_ours(path):
    """The plane in the order of the digits, which the notes name."""
    with open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    plane = np.zeros((len(rows), 2))
    for row in rows:
        plane[int(row[3].split()[1])] = float(row[1]), float(row[2])
    return plane


def read_digits(folder, count):
    with gzip.open(f"{folder}/train-images-idx3-ubyte.gz") as file:
        file.read(16)
        return np.frombuffer(file.read(count * 784), np.uint8).reshape(count, 784) / 255.0


def nearest(points):
    return NearestNeighbors(n_neighbors=NEIGHBOURS).fit(points).kneighbors(return_distance=False)


def report(name, digits, truth, plane):
    kept = np.mean([len(set(a) & set(b)) for a, b in zip(truth, nearest(plane))]) / NEIGHBOURS
    print(f"{name}: {100 * kept:.2f}% of the {NEIGHBOURS} nearest kept, trustworthiness {trustworthiness(digits, plane, n_neighbors=NEIGHBOURS):.4f}", flush=True)


def main():
    ours = read_ours(sys.argv[2])
    digits = read_digits(sys.argv[1], len(ours))
    truth = nearest(digits)
    report("DigitLab", digits, truth, ours)
    start = time.process_time()
    components = PCA(50, random_state=0).fit_transform(digits)
    plane = TSNE(init="pca", learning_rate="auto", random_state=0, n_jobs=1).fit_transform(components)
    report(f"scikit-learn ({time.process_time() - start:.0f} s of processor time)", digits, truth, plane)


if __name__ == "__main__":
    main()
