package dev.nabla.evaluation.batch;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.List;

/** Padded sequences: scale_n Σ (x − t)² over the unmasked steps of each, up to its length. */
record SequenceSquares() implements JointLoss {

    private static final int LENGTHS = 2;
    private static final int SCALE = 3;

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "model outputs").shaped("N, T").differentiable(),
            Input.numbers("targets", "ground truth").within("[0, inf)"),
            Input.lengths("T", "lengths", "steps of each sequence").shaped("N"),
            Input.numbers("scale", "scale of each sequence").within("(0, inf)").shaped("N").optional());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public AxisNames maskAxes() {
        return AxisNames.of("N, T");
    }

    @Override
    public boolean uses(int input, int position, Batch batch) {
        int steps = batch.shape(0).size(1);
        return input >= LENGTHS || !batch.isSent(LENGTHS) || position / steps >= batch.elements(LENGTHS).length
                || position % steps < batch.elements(LENGTHS)[position / steps];
    }

    @Override
    public Pass forward(Batch batch) {
        return new Sequences(batch);
    }

    private record Sequences(Batch batch) implements Pass {

        @Override
        public double value(int value) {
            CompensatedSum sum = new CompensatedSum();
            for (int step = 0; step < steps(); step++) {
                if (counts(value, step)) {
                    DoubleDouble square = error(value, step).squared();
                    sum.add(square.hi());
                    sum.add(square.lo());
                }
            }
            return sum.value() * scale(value);
        }

        private int steps() {
            return batch.shape(0).size(1);
        }

        private boolean counts(int sequence, int step) {
            return step < batch.elements(LENGTHS)[sequence] && batch.isIncluded(sequence * steps() + step);
        }

        private DoubleDouble error(int sequence, int step) {
            int position = sequence * steps() + step;
            return DoubleDouble.difference(batch.elements(0)[position], batch.elements(1)[position]);
        }

        private double scale(int sequence) {
            return batch.isSent(SCALE) ? batch.elements(SCALE)[sequence] : 1;
        }

        @Override
        public double divisor(int value) {
            for (int step = 0; step < steps(); step++) {
                if (counts(value, step)) {
                    return 1;
                }
            }
            return 0;
        }

        @Override
        public int parts(int input) {
            return batch.shape(0).size(0);
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            for (int sequence = from; sequence < to; sequence++) {
                DoubleDouble factor = cotangents.of(sequence).times(2 * scale(sequence));
                for (int step = 0; step < steps(); step++) {
                    if (counts(sequence, step)) {
                        gradient[sequence * steps() + step] = error(sequence, step).times(factor).value();
                    }
                }
            }
        }
    }
}
