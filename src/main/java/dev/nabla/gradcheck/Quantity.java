package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a caller's numbers are meant to be. */
sealed interface Quantity {

    /** The exact tensor in the result of a task; {@code null} if the task does not compute it. */
    @Nullable
    Tensor in(Evaluation evaluation);

    record Loss() implements Quantity {

        @Override
        public Tensor in(Evaluation evaluation) {
            return evaluation.loss();
        }
    }

    /** The gradient with respect to an input. */
    record Gradient(String input) implements Quantity {

        @Override
        public @Nullable Tensor in(Evaluation evaluation) {
            return evaluation.gradients().get(input);
        }
    }

    /** The Hessian diagonal with respect to an input. */
    record HessianDiagonal(String input) implements Quantity {

        @Override
        public @Nullable Tensor in(Evaluation evaluation) {
            return evaluation.hessianDiagonals().get(input);
        }
    }
}
