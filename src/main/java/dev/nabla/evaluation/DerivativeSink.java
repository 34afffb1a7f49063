package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/** Takes the derivative of the loss with respect to one input, element by element of the first input: of each that there is. */
sealed interface DerivativeSink {

    /** Takes the derivatives at {@code count} positions of the first input from one on. */
    default void add(int position, double[] derivatives, int count) {
        add(position, 1, derivatives, 0, count);
    }

    /** Takes the derivatives in some places of an array: those at positions of the first input from one on, so far apart. */
    void add(int position, int stride, double[] derivatives, int from, int to);

    /** Whether derivatives at different positions go to different places, so that several threads may bring them. */
    default boolean isSeparate() {
        return true;
    }

    /** What was taken, in the shape of the input. */
    Tensor tensor();

    /** Whether anybody wants to know. */
    default boolean isWanted() {
        return true;
    }

    /** The sink for an input of a task: one that discards what it gets where the task does not ask for it. */
    static DerivativeSink of(Task task, Input input, boolean isWanted) {
        Tensor sent = task.input(input);
        if (sent == null || !isWanted || !task.wrt().contains(input.name())) {
            return new Discarding();
        }
        Tensor target = Tensor.uninitialized(sent.shape(), task.dtype());
        Shape first = task.firstShape();
        boolean isDirect = sent.shape().equals(first) || task.loss() instanceof BatchLoss;
        return isDirect ? new Direct(target) : Summing.into(target, Operand.of(input, sent, first));
    }

    record Discarding() implements DerivativeSink {

        @Override
        public void add(int position, int stride, double[] derivatives, int from, int to) {}

        @Override
        public Tensor tensor() {
            throw new IllegalStateException("nothing was kept");
        }

        @Override
        public boolean isWanted() {
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

    /** One element of the input for several positions: its derivative is the sum of theirs. */
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
        public boolean isSeparate() {
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
