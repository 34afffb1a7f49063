package dev.nabla.benchmark;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Intermediate;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;

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
            List<Intermediate> intermediates = loss.intermediates();
            double[][] element = new double[inputs.length + intermediates.size()][1];
            double[] argument = new double[1];
            double[] point = new double[element.length];
            double[] slopes = new double[inputs.length];
            double sum = 0;
            for (int i = 0; i < gradient.length; i++) {
                for (int k = 0; k < inputs.length; k++) {
                    element[k][0] = inputs[k][i];
                }
                for (int k = inputs.length; k < element.length; k++) {
                    Intermediate intermediate = intermediates.get(k - inputs.length);
                    argument[0] = intermediate.argument().at(element, 0);
                    intermediate.function().compute(argument, 1, element[k]);
                }
                for (int k = 0; k < point.length; k++) {
                    point[k] = element[k][0];
                }
                sum += loss.value(point);
                loss.gradient(point, slopes);
                gradient[i] = slopes[0];
            }
            return sum;
        }
    }
}
