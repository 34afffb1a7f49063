package dev.nabla.loss;

import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loss that is composed when it is needed, of tensors of any shapes, such as a formula. The shapes of its inputs determine
 * that of its values.
 */
public non-sealed interface ComposedLoss extends Loss {

    /**
     * The computation for inputs of some shapes.
     *
     * @param shapes the shape of each input, by name
     */
    Computation computation(Map<String, Shape> shapes);

    /** Computes values and derivatives for inputs of fixed shapes. */
    interface Computation {

        /** The shape of the values. */
        Shape values();

        /** Whether each value depends on one element of an input, that at its own place, so that it has a Hessian diagonal. */
        boolean isElementwise(String input);

        /** Whether derivatives are multiples of the upstream gradient. */
        boolean isLinear();

        /**
         * What it takes, beside the inputs and what receives the results.
         *
         * @param inputs the inputs that are known, by name
         */
        Cost cost(Wanted wanted, Map<String, Tensor> inputs);

        /**
         * Runs the computation.
         *
         * @param upstream the gradient with respect to each value; {@code null} for 1
         * @param results receives what is wanted
         */
        void run(Map<String, Tensor> inputs, @Nullable Tensor upstream, Results results);
    }

    /**
     * The results that are wanted beside the values.
     *
     * @param gradients the inputs to differentiate with respect to
     * @param hessians the inputs whose Hessian diagonal is wanted; each is elementwise
     * @param hasUpstream whether there is a gradient with respect to each value
     */
    record Wanted(Set<String> gradients, Set<String> hessians, boolean hasUpstream) {}

    /** Receivers of results; those of derivatives are by input. Hessian diagonals are not multiplied by the upstream gradient. */
    record Results(TensorSink values, Map<String, TensorSink> gradients, Map<String, TensorSink> hessians) {

        /** What they are for. */
        public Wanted wanted(boolean hasUpstream) {
            return new Wanted(gradients.keySet(), hessians.keySet(), hasUpstream);
        }
    }
}
