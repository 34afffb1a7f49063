"""The data sets of this folder; data/README.md says where they come from."""
import csv
import gzip
import pathlib

FOLDER = pathlib.Path(__file__).parent / "data"

MEASURES = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
            "symmetry", "fractal dimension"]


def digits():
    """1797 handwritten digits: 64 gray levels from 0 to 1 for each, and the digit."""
    with gzip.open(FOLDER / "digits.csv.gz", "rt") as file:
        rows = [[int(number) for number in row] for row in csv.reader(file)]
    return [[level / 16 for level in row[:64]] for row in rows], [row[64] for row in rows]


def tumors():
    """569 tumors: the ten MEASURES of each, means over its cells, and 1 if it is benign, 0 if it is malignant."""
    with open(FOLDER / "breast_cancer.csv", newline="") as file:
        rows = [[float(number) for number in row] for row in list(csv.reader(file))[1:]]
    return [row[:len(MEASURES)] for row in rows], [int(row[-1]) for row in rows]
