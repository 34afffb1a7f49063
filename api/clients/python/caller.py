"""Calls the service through the generated Python client and checks the numbers."""
import sys

import nabla


def check(what, actual, expected):
    if repr(actual) != repr(expected):  # repr tells -0.0 from 0.0, and shows every digit
        raise SystemExit(f"{what} should be {expected}, was {actual}")


client = nabla.ApiClient(nabla.Configuration(host=sys.argv[1]))
regression = nabla.RegressionApi(client)

# delta(|d| - delta/2) beyond delta, where the gradient is delta itself; from the exact value of the float64 1/3
answer = regression.huber(
    nabla.HuberRequest(predictions=[0.1, 1, -2], targets=[0, 0, 0], delta=1 / 3, reduction="none"))
check("loss of huber", answer.loss, [0.005000000000000001, 0.2777777777777778, 0.611111111111111])
check("gradient of huber", answer.gradient, [0.1, 0.3333333333333333, -0.3333333333333333])

# The gradient of d²/2 is d.
tensor = [[-0.0, 5e-324, 1e308], [7.0, 0.30000000000000004, -1.2345678901234567e-100], ["NaN", "Infinity", "-Infinity"]]
answer = regression.half_squared_error(
    nabla.HalfSquaredErrorRequest(predictions=tensor, targets=[[0] * 3] * 3, reduction="sum"))
check("loss of half_squared_error", answer.loss, "NaN")
check("gradient of half_squared_error", answer.gradient, tensor)

# log(1 + 1/e + 1/e²) for the first row, one more for the second
answer = nabla.ClassificationApi(client).cross_entropy(
    nabla.CrossEntropyRequest(predictions=[[1, 2, 3], [0, -1, 1]], targets=[2, 0], wrt=["predictions"]))
check("loss of cross_entropy", answer.loss, 0.9076059644443804)
check("gradients of cross_entropy", answer.gradients, {
    "predictions": [[0.04501528658519023, 0.12236423552739883, -0.16737952211258905],
                    [-0.37763576447260117, 0.04501528658519023, 0.33262047788741095]]})

print("Python client: every digit of huber, half_squared_error and cross_entropy is right")
