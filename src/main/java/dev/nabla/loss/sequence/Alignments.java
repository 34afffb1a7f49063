package dev.nabla.loss.sequence;

import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.PositiveNumbers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * All alignments of a sequence with its target, by the forward–backward algorithm; one sequence after the other in the same arrays.
 * A row of forward sums has two more places before those of the states, the second for the alignments that have not begun; a row of
 * backward sums has two behind them, the first for those that have ended.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. (2006), Connectionist Temporal Classification</a>
 */
final class Alignments {

    private static final int BEFORE = 2;

    /** If less than this is missing from a probability of 1, what is missing has lost too many digits. */
    private static final double NEARLY_CERTAIN = 0x1p-36;

    private final Emissions emissions;
    private final int rows;
    private final int width;
    private final int slots;
    private final PositiveNumbers forward;
    private final PositiveNumbers backward;
    private final PositiveNumbers emitted;
    private final PositiveNumbers ofStates;
    private final PositiveNumbers total = new PositiveNumbers(1);
    private final PositiveNumbers posteriors;
    private final double[] sums;
    private final double[] tails;
    private final double[][] terms;

    /**
     * A sequence of a batch.
     *
     * @param start where the predictions of its first time step start
     * @param stride the distance between those of adjacent time steps
     * @param times the number of time steps
     */
    record Sequence(int start, int stride, int times, ExtendedLabels labels) {

        private int place(int time) {
            return start + time * stride;
        }

        /** Sets the derivatives by all its predictions to a number. */
        void fill(double[] gradient, int classes, double number) {
            for (int time = 0; time < times; time++) {
                Arrays.fill(gradient, place(time), place(time) + classes, number);
            }
        }
    }

    /**
     * Room for sequences.
     *
     * @param times for derivatives the time steps of the longest; 1 if only losses are wanted
     * @param labels the labels of the longest target
     */
    Alignments(Emissions emissions, int times, int labels) {
        this.emissions = emissions;
        this.rows = times + 1;
        this.width = 2 * labels + 1 + BEFORE;
        this.slots = labels + 2;
        this.forward = new PositiveNumbers(rows * width);
        this.backward = new PositiveNumbers(2 * width);
        this.emitted = new PositiveNumbers(rows * slots);
        this.ofStates = new PositiveNumbers(width);
        this.posteriors = new PositiveNumbers(slots + 1);
        this.sums = new double[slots];
        this.tails = new double[slots];
        this.terms = new double[2][width];
    }

    /** Sums the probabilities of all alignments of a sequence; false if they do not exist. */
    boolean sum(Sequence sequence) {
        return sum(sequence, _ -> {});
    }

    /** The same for derivatives times a factor, of which it writes those of the normalization. */
    boolean sum(Sequence sequence, DoubleDouble factor, double[] gradient) {
        return sum(sequence, _ -> emissions.writeNormalization(factor, gradient));
    }

    private boolean sum(Sequence sequence, IntConsumer atEachTime) {
        emissions.choose(sequence.start, sequence.stride, sequence.times);
        emitted.reset();
        for (int place = 0; place < sequence.labels.count() + BEFORE; place++) {
            forward.set(place, DoubleDouble.ZERO);
        }
        forward.set(BEFORE - 1, DoubleDouble.ONE);
        for (int time = 0; time < sequence.times; time++) {
            Deadline.check();
            if (!emissions.write(time, sequence.labels.classes(), emitted, emission(time))) {
                return false;
            }
            atEachTime.accept(time);
            advance(sequence.labels, time);
        }
        int last = row(sequence.times) + BEFORE + sequence.labels.count() - 1;
        total.setSum(0, forward, last, last - 1);
        return true;
    }

    /** From the row before a time step to its own. */
    private void advance(ExtendedLabels labels, int time) {
        int from = row(time) + BEFORE;
        int to = row(time + 1) + BEFORE;
        for (int place = 1; place <= BEFORE; place++) {
            forward.set(to - place, DoubleDouble.ZERO);
        }
        ofStates.gather(emitted, emission(time), labels.slots());
        forward.setSumsTimes(to, from, -1, labels.isEnteredBySkip(), ofStates, labels.count());
    }

    /** Where the row of forward sums before a time step starts. */
    private int row(int time) {
        return time % rows * width;
    }

    private int emission(int time) {
        return time % rows * slots;
    }

    /** Whether the last sequence has no alignment of a positive probability. */
    boolean areImpossible() {
        return total.isZero(0);
    }

    /** The negative logarithm of the last sum, which is that of a sequence. */
    double loss(Sequence sequence) {
        boolean isNearlyCertain = emissions.areNormalized()
                && DoubleDouble.ONE.minus(total.get(0)).hi() < NEARLY_CERTAIN;
        return isNearlyCertain
                ? 0.0 - Extended.log1p(complement(sequence).negated()).value()
                : 0.0 - emissions.reference().plus(total.logarithm(0)).value();
    }

    /**
     * The probability of all paths that are no alignments. A path that is none leaves the states at one time step, by a class that
     * neither stays nor goes on, or ends before the last label: nothing is subtracted.
     */
    private DoubleDouble complement(Sequence sequence) {
        PositiveNumbers complement = new PositiveNumbers(1);
        Departures departures = new Departures(sequence.labels);
        sum(sequence, time -> departures.addTo(complement, time));
        for (int state = -1; state < sequence.labels.count() - 2; state++) {
            complement.add(0, forward, row(sequence.times) + BEFORE + state);
        }
        return complement.get(0);
    }

    /** What leaves the states at a time step. */
    private final class Departures {

        private final ExtendedLabels labels;
        /** The sum of the probabilities of what is no class of the target and of the labels before a slot. */
        private final PositiveNumbers before = new PositiveNumbers(slots);
        /** The sum of those of a slot and the slots behind it. */
        private final PositiveNumbers from = new PositiveNumbers(slots);
        private final PositiveNumbers term = new PositiveNumbers(1);

        Departures(ExtendedLabels labels) {
            this.labels = labels;
        }

        void addTo(PositiveNumbers sum, int time) {
            int emission = emission(time);
            int end = labels.classes().length;
            emissions.writeOthers(labels.classes(), before, 1);
            for (int slot = 2; slot < end; slot++) {
                before.copy(slot, before, slot - 1);
                before.add(slot, emitted, emission + slot - 1);
            }
            from.set(end, DoubleDouble.ZERO);
            for (int slot = end - 1; slot > 0; slot--) {
                from.copy(slot, from, slot + 1);
                from.add(slot, emitted, emission + slot);
            }
            for (int state = -1; state < labels.count(); state++) {
                setProbability(state, emission);
                term.multiply(0, forward, row(time) + BEFORE + state);
                sum.add(0, term, 0);
            }
        }

        /** The probability of all classes but the blank, the state's own and the label that may follow. */
        private void setProbability(int state, int emission) {
            int own = state < 0 ? 0 : labels.slots()[state];
            int next = labels.following(state);
            int first = Math.min(own, next);
            int last = Math.max(own, next);
            term.copy(0, before, Math.max(first, 1));
            for (int slot = first + 1; slot < last; slot++) {
                term.add(0, emitted, emission + slot);
            }
            term.add(0, from, last + 1);
        }
    }

    /** Writes the derivatives of the loss of the last sequence, which has an alignment, times a factor. */
    void writeGradient(Sequence sequence, DoubleDouble factor, double[] gradient) {
        ExtendedLabels labels = sequence.labels;
        for (int place = 0; place < labels.count(); place++) {
            backward.set(backwardRow(sequence.times) + place, DoubleDouble.ZERO);
        }
        backward.set(backwardRow(sequence.times) + labels.count(), DoubleDouble.ONE);
        for (int time = sequence.times - 1; time >= 0; time--) {
            Deadline.check();
            retreat(labels, time);
            if (emitted.isAnyHuge()) {
                sumHugePosteriors(labels, time);
            } else {
                sumPosteriors(labels, time);
            }
            for (int slot = 0; slot < labels.classes().length; slot++) {
                gradient[sequence.place(time) + labels.classes()[slot]] = emissions
                        .slope(emitted, emission(time) + slot, new DoubleDouble(sums[slot], tails[slot])).times(factor)
                        .value();
            }
        }
    }

    /** From the row of backward sums behind a time step to its own. */
    private void retreat(ExtendedLabels labels, int time) {
        int from = backwardRow(time + 1);
        int to = backwardRow(time);
        ofStates.gather(emitted, emission(time), labels.slots());
        backward.setSumsTimes(to, from, 1, labels.isLeftBySkip(), ofStates, labels.count());
        backward.set(to + labels.count(), DoubleDouble.ZERO);
    }

    private int backwardRow(int time) {
        return time % 2 * width;
    }

    /** Forward and backward sums both have the emission of the time step as a factor, their products twice. */
    private void sumPosteriors(ExtendedLabels labels, int time) {
        Arrays.fill(sums, 0);
        Arrays.fill(tails, 0);
        forward.addProducts(row(time + 1) + BEFORE, backward, backwardRow(time), ofStates, total.exponentAt(0),
                labels.slots(), sums, tails, terms);
        emitted.divideSums(sums, tails, emission(time), total, 0, labels.classes().length);
    }

    /** The same if exponents may be rounded: relative to one another, so that a single alignment is certain. */
    private void sumHugePosteriors(ExtendedLabels labels, int time) {
        int scratch = slots;
        for (int slot = 0; slot <= slots; slot++) {
            posteriors.set(slot, DoubleDouble.ZERO);
        }
        for (int state = 0; state < labels.count(); state++) {
            posteriors.copy(scratch, forward, row(time + 1) + BEFORE + state);
            posteriors.multiply(scratch, backward, backwardRow(time) + state);
            posteriors.add(labels.slots()[state], posteriors, scratch);
        }
        posteriors.set(scratch, DoubleDouble.ZERO);
        for (int slot = 0; slot < labels.classes().length; slot++) {
            if (!posteriors.isZero(slot)) {
                posteriors.divide(slot, emitted, emission(time) + slot);
                posteriors.add(scratch, posteriors, slot);
            }
        }
        for (int slot = 0; slot < labels.classes().length; slot++) {
            posteriors.divide(slot, posteriors, scratch);
            sums[slot] = posteriors.get(slot).hi();
            tails[slot] = posteriors.get(slot).lo();
        }
    }
}
