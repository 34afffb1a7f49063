// Calls the service through the generated TypeScript client and checks the numbers.
import { ClassificationApi, Configuration, RegressionApi } from "./nabla";

declare const process: { argv: string[] };

function check(what: string, actual: unknown, expected: unknown): void {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
        throw new Error(`${what} should be ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
    }
}

async function main(): Promise<void> {
    const service = new Configuration({ basePath: process.argv[2] });

    const mse = await new RegressionApi(service).mse({ mseRequest: { predictions: [1, 2, 3], targets: [1, 2, 5] } });
    check("loss of mse", mse.loss, 4 / 3);
    check("gradient of mse", mse.gradient, [0, 0, -4 / 3]);

    // log(1 + 1/e + 1/e²) for the first row, one more for the second
    const crossEntropy = await new ClassificationApi(service).crossEntropy({
        crossEntropyRequest: { predictions: [[1, 2, 3], [0, -1, 1]], targets: [2, 0], wrt: ["predictions"] },
    });
    check("loss of cross_entropy", crossEntropy.loss, 0.9076059644443804);
    check("gradients of cross_entropy", crossEntropy.gradients, {
        predictions: [
            [0.04501528658519023, 0.12236423552739883, -0.16737952211258905],
            [-0.37763576447260117, 0.04501528658519023, 0.33262047788741095],
        ],
    });
    console.log("TypeScript client: mse and cross_entropy answer as they should");
}

main();
