package dev.nabla.benchmark;

import dev.nabla.loss.ElementwiseLoss;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
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
            double[] point = new double[inputs.length];
            double[] slopes = new double[inputs.length];
            double sum = 0;
            for (int i = 0; i < gradient.length; i++) {
                for (int k = 0; k < point.length; k++) {
                    point[k] = inputs[k][i];
                }
                sum += loss.value(point);
                loss.gradient(point, slopes);
                gradient[i] = slopes[0];
            }
            return sum;
        }
    }
}
