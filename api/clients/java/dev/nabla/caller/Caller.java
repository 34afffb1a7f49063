package dev.nabla.caller;

import dev.nabla.client.ApiClient;
import dev.nabla.client.ApiException;
import dev.nabla.client.api.ClassificationApi;
import dev.nabla.client.api.RegressionApi;
import dev.nabla.client.model.CrossEntropyRequest;
import dev.nabla.client.model.HalfSquaredErrorRequest;
import dev.nabla.client.model.HuberRequest;
import dev.nabla.client.model.LossAnswer;
import dev.nabla.client.model.Reduction;
import java.util.List;

/** Calls the service through the generated Java client and checks the numbers. */
public final class Caller {

    private Caller() {}

    public static void main(String[] args) throws ApiException {
        ApiClient service = new ApiClient();
        service.updateBaseUri(args[0]);
        RegressionApi regression = new RegressionApi(service);

        // delta(|d| - delta/2) beyond delta, where the gradient is delta itself; from the exact value of the float64 1/3
        LossAnswer huber = regression.huber(new HuberRequest().predictions(List.of(0.1, 1, -2))
                .targets(List.of(0, 0, 0)).delta(1.0 / 3).reduction(Reduction.NONE));
        check("loss of huber", huber.getLoss(), List.of(0.005000000000000001, 0.2777777777777778, 0.611111111111111));
        check("gradient of huber", huber.getGradient(), List.of(0.1, 0.3333333333333333, -0.3333333333333333));

        // The gradient of d²/2 is d.
        List<List<?>> tensor = List.of(List.of(-0.0, Double.MIN_VALUE, 1e308),
                List.of(7.0, 0.30000000000000004, -1.2345678901234567e-100), List.of("NaN", "Infinity", "-Infinity"));
        List<Integer> zeros = List.of(0, 0, 0);
        LossAnswer echo = regression.halfSquaredError(new HalfSquaredErrorRequest().predictions(tensor)
                .targets(List.of(zeros, zeros, zeros)).reduction(Reduction.SUM));
        check("loss of half_squared_error", echo.getLoss(), "NaN");
        check("gradient of half_squared_error", echo.getGradient(), tensor);

        // log(1 + 1/e + 1/e²) for the first row, one more for the second
        LossAnswer crossEntropy = new ClassificationApi(service).crossEntropy(new CrossEntropyRequest()
                .predictions(List.of(List.of(1, 2, 3), List.of(0, -1, 1))).targets(List.of(2, 0))
                .addWrtItem("predictions"));
        check("loss of cross_entropy", crossEntropy.getLoss(), 0.9076059644443804);
        check("gradients of cross_entropy", crossEntropy.getGradients().get("predictions"),
                List.of(List.of(0.04501528658519023, 0.12236423552739883, -0.16737952211258905),
                        List.of(-0.37763576447260117, 0.04501528658519023, 0.33262047788741095)));
        System.out.println("Java client: every digit of huber, half_squared_error and cross_entropy is right");
    }

    private static void check(String what, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + " should be " + expected + ", was " + actual);
        }
    }
}
