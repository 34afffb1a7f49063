package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Task;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Ulps;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A loss of the reference answers the reference's examples, which were computed by another program. */
interface ReferenceContract<L extends Loss> extends LossFixture<L> {

    /** Each number is within 2 ulp of the reference's or, where its terms cancel, within the budget of the exact one. */
    @Test
    default void answerToExampleOfTheReferenceShouldBeThatOfTheReference()
            throws ReflectiveOperationException {
        for (LossExample example : LossExample.of(defaults().getClass())) {
            assertThat(misses(example)).as("%s", example).allMatch(this::isExcused);
        }
    }

    private List<Miss> misses(LossExample example) throws ReflectiveOperationException {
        Task task = example.task().build();
        EvaluationView evaluation = example.task().answer();
        Stream<Miss> losses = misses(task, "loss", evaluation.loss(), example.expected().get("loss"));
        Stream<Miss> gradients = example.expected().path("gradients").properties().stream().flatMap(each -> misses(task,
                "gradient of " + each.getKey(), evaluation.gradient(each.getKey()), each.getValue()));
        Stream<Miss> hessians = example.expected().path("hessian_diagonal").properties().stream()
                .flatMap(each -> misses(task, "hessian of " + each.getKey(), evaluation.hessian(each.getKey()),
                        each.getValue()));
        return Stream.of(losses, gradients, hessians).flatMap(each -> each).toList();
    }

    private Stream<Miss> misses(Task task, String quantity, double[] actual, JsonNode reference) {
        double[] expected = LossExample.numbers(reference);
        assertThat(actual).as(quantity).hasSameSizeAs(expected);
        return IntStream.range(0, expected.length).filter(i -> !isNear(actual[i], expected[i]))
                .mapToObj(i -> new Miss(task, quantity, i, actual[i], expected[i]));
    }

    private static boolean isNear(double actual, double expected) {
        return Double.isFinite(expected)
                ? Ulps.distance(actual, new BigDecimal(expected)) <= 2
                : Double.compare(actual, expected) == 0;
    }

    @SuppressWarnings("unchecked")
    private boolean isExcused(Miss miss) {
        return Double.isFinite(miss.expected) && deviations((L) miss.task.loss(), miss.task).stream()
                .filter(deviation -> deviation.quantity().equals(miss.quantity)
                        && deviation.position() == miss.position)
                .mapToDouble(Deviation::ulps).allMatch(ulps -> ulps <= budget());
    }

    /** A number that is not the reference's. */
    record Miss(Task task, String quantity, int position, double actual, double expected) {

        @Override
        public String toString() {
            return quantity + "[" + position + "] is " + actual + ", not " + expected;
        }
    }
}
