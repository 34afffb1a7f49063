package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Tensor;

/**
 * Collects the derivative of the loss with respect to one input. Derivatives are added by position in the first input, or in
 * the input itself for batch losses; every position must be added once.
 */
sealed interface DerivativeSink {

    /** Adds the derivatives at {@code count} consecutive positions of the first input. */
    default void add(int position, double[] derivatives, int count) {
        add(position, 1, derivatives, 0, count);
    }

    /**
     * Adds the derivatives at indices {@code from} (inclusive) to {@code to} (exclusive) of an array. They belong to
     * positions of the first input that start at {@code position} and are {@code stride} apart.
     */
    void add(int position, int stride, double[] derivatives, int from, int to);

    /** Whether several threads may add derivatives at different positions at the same time. */
    default boolean isConcurrent() {
        return true;
    }

    /** The collected derivative, in the shape of the input. */
    Tensor tensor();

    /** Whether the task asks for the derivative. */
    default boolean isRequested() {
        return true;
    }

    /** The sink for an input of a task; it discards derivatives that the task does not ask for. */
    static DerivativeSink of(Task task, Input input, boolean isRequested) {
        Tensor sent = task.input(input);
        if (sent == null || !isRequested || !task.wrt().contains(input.name())) {
            return new Discarding();
        }
        Tensor target = Tensor.uninitialized(sent.shape(), task.dtype());
        return isDirect(task, sent)
                ? new Direct(target)
                : Summing.into(target, Operand.of(input, sent, task.firstShape()));
    }

    /** Whether an input has an element of its own for each position; if not, it is broadcast. */
    static boolean isDirect(Task task, Tensor input) {
        return input.shape().equals(task.firstShape()) || task.loss() instanceof BatchLoss
                || task.loss() instanceof ComposedLoss;
    }

    record Discarding() implements DerivativeSink {

        @Override
        public void add(int position, int stride, double[] derivatives, int from, int to) {}

        @Override
        public Tensor tensor() {
            throw new IllegalStateException("a discarding sink has no tensor");
        }

        @Override
        public boolean isRequested() {
            return false;
        }
    }

    /** One element of the input for each position. */
    record Direct(Tensor tensor) implements DerivativeSink {

        @Override
        public void add(int position, int stride, double[] derivatives, int from, int to) {
            tensor.write(position, stride, derivatives, from, to);
        }
    }

    /** One element of the input for several positions: its derivative is the sum over them. */
    record Summing(Tensor target, Operand operand, CompensatedSum[] sums) implements DerivativeSink {

        static Summing into(Tensor target, Operand operand) {
            CompensatedSum[] sums = new CompensatedSum[target.shape().elements()];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = new CompensatedSum();
            }
            return new Summing(target, operand, sums);
        }

        @Override
        public void add(int position, int stride, double[] derivatives, int from, int to) {
            for (int i = from; i < to; i++) {
                sums[operand.address(position + (i - from) * stride)].add(derivatives[i]);
            }
        }

        @Override
        public boolean isConcurrent() {
            return false;
        }

        @Override
        public Tensor tensor() {
            for (int i = 0; i < sums.length; i++) {
                target.set(i, sums[i].value());
            }
            return target;
        }
    }
}
