package dev.nabla.caller;

import dev.nabla.client.ApiClient;
import dev.nabla.client.ApiException;
import dev.nabla.client.api.ClassificationApi;
import dev.nabla.client.api.RegressionApi;
import dev.nabla.client.model.CrossEntropyAnswer;
import dev.nabla.client.model.CrossEntropyRequest;
import dev.nabla.client.model.MseAnswer;
import dev.nabla.client.model.MseRequest;
import java.util.List;

/** Calls the service through the generated Java client and checks the numbers. */
public final class Caller {

    private Caller() {}

    public static void main(String[] args) throws ApiException {
        ApiClient service = new ApiClient();
        service.updateBaseUri(args[0]);

        MseAnswer mse = new RegressionApi(service)
                .mse(new MseRequest().predictions(List.of(1, 2, 3)).targets(List.of(1, 2, 5)), null);
        check("loss of mse", mse.getLoss(), 4.0 / 3);
        check("gradient of mse", mse.getGradient(), List.of(0.0, 0.0, -4.0 / 3));

        // log(1 + 1/e + 1/e²) for the first row, one more for the second
        CrossEntropyAnswer crossEntropy = new ClassificationApi(service).crossEntropy(new CrossEntropyRequest()
                .predictions(List.of(List.of(1, 2, 3), List.of(0, -1, 1))).targets(List.of(2, 0))
                .addWrtItem(CrossEntropyRequest.WrtEnum.PREDICTIONS), null);
        check("loss of cross_entropy", crossEntropy.getLoss(), 0.9076059644443804);
        check("gradients of cross_entropy", crossEntropy.getGradients().get("predictions"),
                List.of(List.of(0.04501528658519023, 0.12236423552739883, -0.16737952211258905),
                        List.of(-0.37763576447260117, 0.04501528658519023, 0.33262047788741095)));
        System.out.println("Java client: mse and cross_entropy answer as they should");
    }

    private static void check(String what, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + " should be " + expected + ", was " + actual);
        }
    }
}
