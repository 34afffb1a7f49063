package dev.nabla.benchmark;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Intermediate;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A loss by hand: its value and gradient in the plainest loop over arrays. */
interface BareLoop {

    /** Answers the sum of the losses; the gradient with respect to the first input goes to an array. */
    double sum(ElementwiseLoss loss, double[][] inputs, double[] gradient);

    /** A copy of {@link Plain}, a class of its own: its calls meet one loss only, and the compiler inlines them. */
    static BareLoop copy() {
        Class<?> original = Plain.class;
        try (InputStream code = Objects.requireNonNull(original.getResourceAsStream("BareLoop$Plain.class"))) {
            var lookup = MethodHandles.lookup().defineHiddenClass(code.readAllBytes(), true);
            return (BareLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + original.getName(), e);
        }
    }

    /** The loop. */
    final class Plain implements BareLoop {

        @Override
        public double sum(ElementwiseLoss loss, double[][] inputs, double[] gradient) {
            double[][] elements = withIntermediates(loss, inputs, gradient.length);
            double[] point = new double[elements.length];
            double[] slopes = new double[inputs.length];
            double sum = 0;
            for (int i = 0; i < gradient.length; i++) {
                for (int k = 0; k < point.length; k++) {
                    point[k] = elements[k][i];
                }
                sum += loss.value(point);
                loss.gradient(point, slopes);
                gradient[i] = slopes[0];
            }
            return sum;
        }

        private static double[][] withIntermediates(ElementwiseLoss loss, double[][] inputs, int count) {
            List<double[]> elements = new ArrayList<>(List.of(inputs));
            for (Intermediate intermediate : loss.intermediates()) {
                double[][] known = elements.toArray(double[][]::new);
                double[] arguments = IntStream.range(0, count)
                        .mapToDouble(i -> intermediate.argument().at(known, i)).toArray();
                double[][] results = new double[intermediate.results()][count];
                intermediate.function().compute(arguments, count, results);
                elements.addAll(List.of(results));
            }
            return elements.toArray(double[][]::new);
        }
    }
}
