package dev.nabla.loss;

import static dev.nabla.oracle.UlpAssertions.assertWithinUlps;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the reference, whose numbers were computed by another program, with mpmath at 140 digits. */
class LossExamplesTests {

    private static final double CONDITION = 35;

    static List<LossExample> examples() throws IOException {
        return LossExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answerShouldBeThatOfTheReference(LossExample example) throws ReflectiveOperationException {
        Answered answered = example.task().answer();
        double ulps = cancels(example) ? 2 * CONDITION : 2;
        assertWithinUlps(ulps, answered.loss(), LossExample.numbers(example.expected().get("loss")));
        example.expected().path("gradients").properties().forEach(gradient -> assertWithinUlps(ulps,
                answered.gradient(gradient.getKey()), LossExample.numbers(gradient.getValue())));
        example.expected().path("hessian_diagonal").properties().forEach(hessian -> assertWithinUlps(ulps,
                answered.hessian(hessian.getKey()), LossExample.numbers(hessian.getValue())));
    }

    /** Gradients p·Σwq − wq such as 0.2438 − 0.2583, whose terms are up to 35 times as large as they. */
    private static boolean cancels(LossExample example) {
        return example.loss().equals("cross_entropy") && example.inputs().get("targets").get(0).isArray()
                && example.options().has("label_smoothing");
    }
}
