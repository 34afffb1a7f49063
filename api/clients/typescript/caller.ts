// Calls the service through the generated TypeScript client and checks the numbers.
import { ClassificationApi, Configuration, RegressionApi } from "./nabla";

declare const process: { argv: string[] };

// Object.is tells -0 from 0.
function same(actual: unknown, expected: unknown): boolean {
    return Array.isArray(actual) && Array.isArray(expected)
        ? actual.length === expected.length && actual.every((element, i) => same(element, expected[i]))
        : Object.is(actual, expected);
}

function check(what: string, actual: unknown, expected: unknown): void {
    if (!same(actual, expected)) {
        throw new Error(`${what} should be ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
    }
}

async function main(): Promise<void> {
    const service = new Configuration({ basePath: process.argv[2] });
    const regression = new RegressionApi(service);

    // delta(|d| - delta/2) beyond delta, where the gradient is delta itself; from the exact value of the float64 1/3
    const huber = await regression.huber({
        huberRequest: { predictions: [0.1, 1, -2], targets: [0, 0, 0], delta: 1 / 3, reduction: "none" },
    });
    check("loss of huber", huber.loss, [0.005000000000000001, 0.2777777777777778, 0.611111111111111]);
    check("gradient of huber", huber.gradient, [0.1, 0.3333333333333333, -0.3333333333333333]);

    // The gradient of d²/2 is d.
    const tensor = [[0, 5e-324, 1e308], [7, 0.30000000000000004, -1.2345678901234567e-100], ["NaN", "Infinity", "-Infinity"]];
    const echo = await regression.halfSquaredError({
        halfSquaredErrorRequest: { predictions: tensor, targets: [[0, 0, 0], [0, 0, 0], [0, 0, 0]], reduction: "sum" },
    });
    check("loss of half_squared_error", echo.loss, "NaN");
    check("gradient of half_squared_error", echo.gradient, tensor);

    // JSON.stringify writes -0 as 0, so that -0 can only be received: here as a third of the least number below 0.
    const underflow = await regression.halfSquaredError({
        halfSquaredErrorRequest: { predictions: [-5e-324, 0, 1], targets: [0, 0, 1] },
    });
    check("gradient of half_squared_error that underflows", underflow.gradient, [-0, 0, 0]);

    // log(1 + 1/e + 1/e²) for the first row, one more for the second
    const crossEntropy = await new ClassificationApi(service).crossEntropy({
        crossEntropyRequest: { predictions: [[1, 2, 3], [0, -1, 1]], targets: [2, 0], wrt: ["predictions"] },
    });
    check("loss of cross_entropy", crossEntropy.loss, 0.9076059644443804);
    check("gradients of cross_entropy", crossEntropy.gradients?.["predictions"], [
        [0.04501528658519023, 0.12236423552739883, -0.16737952211258905],
        [-0.37763576447260117, 0.04501528658519023, 0.33262047788741095],
    ]);
    console.log("TypeScript client: every digit of huber, half_squared_error and cross_entropy is right");
}

main();
