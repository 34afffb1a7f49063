package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Half the squared distance from a vector to the center of its class. */
@Definition(
    aliases = {"center_loss"},
    summary = "Center loss: half the squared distance from each vector to the center of its class.",
    formula = "\\tfrac12 \\lVert x - c_y \\rVert^2",
    gradient = "\\partial_x = x - c_y, \\quad \\partial_{c_j} = -\\sum_{i:\\, y_i = j} v_i\\,(x_i - c_j), \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    hessian = "\\partial_x^2 = 1, \\quad \\partial_{c_j}^2 = \\sum_{i:\\, y_i = j} v_i",
    edges = {"The center of a class without a vector has gradient and Hessian 0.",
            "A loss value beyond float64 is Infinity; its gradient is finite wherever x - c is."},
    references = {
            "Wen et al. (2016), A Discriminative Feature Learning Approach for Deep Face Recognition, https://doi.org/10.1007/978-3-319-46478-7_31"},
    examples = {@Example(name = "Two vectors, two centers", body = """
                {"predictions": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "targets": [1, 0],
                 "centers": [[0.0, 0.5, 0.0], [1.0, -1.0, 0.25]]}"""),
            @Example(
                name = "One loss per vector",
                body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.0, 0.0]], "targets": [1, 0, 1],
                         "centers": [[0.0, 0.5], [1.0, -1.0]], "reduction": "none"}""")})
public record Center() implements JointLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "vectors, features along the last axis").shaped("N, D")
                    .twiceDifferentiable(),
            Input.classesOf("C", "targets", "ground truth class indices").shaped("N"),
            Input.numbers("centers", "the center of each class").shaped("C, D").twiceDifferentiable());

    private static final int PREDICTIONS = 0;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public Pass forward(Batch batch) {
        int features = batch.shape(PREDICTIONS).size(1);
        return new Distances(batch.elements(0), batch.elements(1), batch.elements(2), features,
                members(batch.elements(1), batch.shape(2).size(0), batch::isIncluded));
    }

    /** The vectors of each class. */
    private static List<int[]> members(double[] targets, int classes, IntPredicate isIncluded) {
        var byClass = IntStream.range(0, targets.length).filter(isIncluded).boxed()
                .collect(Collectors.groupingBy(i -> (int) targets[i]));
        return IntStream.range(0, classes)
                .mapToObj(c -> byClass.getOrDefault(c, List.of()).stream().mapToInt(i -> i).toArray()).toList();
    }

    private record Distances(double[] vectors, double[] targets, double[] centers, int features, List<int[]> members)
            implements Pass {

        @Override
        public double value(int value) {
            ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
            for (int k = 0; k < features; k++) {
                sum = sum.plus(difference(value, (int) targets[value], k).squared());
            }
            return sum.shifted(-1).value();
        }

        private ScaledDoubleDouble difference(int vector, int center, int k) {
            return ScaledDoubleDouble.difference(vectors[vector * features + k], centers[center * features + k]);
        }

        @Override
        public double divisor(int value) {
            return 1;
        }

        @Override
        public int parts(int input) {
            return members.size();
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            for (int c = from; c < to; c++) {
                for (int k = 0; k < features; k++) {
                    ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
                    for (int vector : members.get(c)) {
                        ScaledDoubleDouble pull = difference(vector, c, k).times(cotangents.of(vector));
                        sum = sum.minus(pull);
                        if (input == PREDICTIONS) {
                            gradient[vector * features + k] = pull.value();
                        }
                    }
                    if (input != PREDICTIONS) {
                        gradient[c * features + k] = 0.0 + sum.value();
                    }
                }
            }
        }

        @Override
        public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
            for (int c = from; c < to; c++) {
                DoubleDouble sum = DoubleDouble.ZERO;
                for (int vector : members.get(c)) {
                    DoubleDouble share = cotangents.of(vector);
                    sum = sum.plus(share);
                    if (input == PREDICTIONS) {
                        fill(hessian, vector, share);
                    }
                }
                if (input != PREDICTIONS) {
                    fill(hessian, c, sum);
                }
            }
        }

        private void fill(double[] hessian, int row, DoubleDouble value) {
            for (int k = 0; k < features; k++) {
                hessian[row * features + k] = value.value();
            }
        }
    }
}
