package dev.nabla.loss.sequence;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The negative log-probability of a label sequence, summed over its alignments with the time steps. */
@Definition(
    aliases = {"ctc_loss", "connectionist_temporal_classification"},
    summary = "Connectionist temporal classification (CTC): labels of a sequence whose alignment in time is not known.",
    formula = "-\\log \\sum_{\\pi:\\, B(\\pi) = y} \\prod_t p_{t \\pi_t}, \\quad B \\text{ merges repeats and then removes blanks}, \\quad p = \\operatorname{softmax}(x), \\text{ or } e^x \\text{ without from\\_logits}",
    gradient = "p_{tk} - \\gamma_{tk}, \\text{ or } -\\gamma_{tk} \\text{ without from\\_logits}; \\quad \\gamma_{tk} \\text{ the posterior probability of } k \\text{ at time } t",
    edges = {
            "Means divide each loss by the length of its target, at least 1, before they average; sum and none do not.",
            "With from_logits false the gradient is the true derivative by the log-probabilities; PyTorch returns that of logits, which is the same only after log_softmax.",
            "Log-probabilities need not sum to 1, and are not normalized.",
            "A target too long for its input, which needs a blank between equal labels, has loss Infinity and gradient NaN; with zero_infinity both are 0. The same holds where every alignment has probability 0.",
            "Of logits a loss near 0 keeps its digits: it is -log(1 - Q), with Q the sum of all paths that are no alignments. The terms of the gradient cancel there, which leaves an error of about 1e-30.",
            "An empty target has the loss of nothing but blanks; without time steps that is 0.",
            "Time steps and labels beyond the lengths may hold anything; the gradient there is 0.",
            "Targets with one axis are packed: the labels of all sequences one after the other, target_lengths in all.",
            "A NaN, a logit of +Infinity or a log-probability of +Infinity makes its sequence NaN."},
    references = {
            "Graves et al. (2006), Connectionist Temporal Classification, https://doi.org/10.1145/1143844.1143891",
            "PyTorch CTCLoss", "Optax ctc_loss and Keras CTC, which take (N, T, C) and do not divide by lengths"},
    examples = {
            @Example(
                name = "Two sequences, the second with a repeated label",
                body = """
                        {"predictions": [[[0.5, -0.25, 1.0], [0.1, 0.2, 0.3]], [[1.0, 0.0, -0.5], [-1.0, 0.5, 0.25]], [[-0.5, 0.75, 0.25], [0.5, 0.5, -2.0]], [[0.0, 0.25, 0.5], [1.5, -0.5, 0.0]]], "targets": [[1, 2], [1, 1]], "input_lengths": [4, 3], "target_lengths": [2, 2]}"""),
            @Example(
                name = "Log-probabilities, and the last class as blank",
                body = """
                        {"predictions": [[[-1.0, -0.5, -2.0]], [[-0.75, -1.0, -1.5]]], "targets": [[1]], "input_lengths": [2], "target_lengths": [1], "from_logits": false, "blank": 2}"""),
            @Example(
                name = "Packed targets",
                body = """
                        {"predictions": [[[0.5, -0.25, 1.0], [0.1, 0.2, 0.3]], [[1.0, 0.0, -0.5], [-1.0, 0.5, 0.25]]], "targets": [1, 2, 1], "input_lengths": [2, 2], "target_lengths": [2, 1]}"""),
            @Example(
                name = "A target that is too long",
                body = """
                        {"predictions": [[[0.5, -0.25]], [[1.0, 0.0]]], "targets": [[1, 1]], "input_lengths": [2], "target_lengths": [2], "zero_infinity": true}""")})
public record Ctc(
    @Option(value = "class that stands for no label", within = "[0, inf)") long blank,
    @Option("whether predictions are logits; else they are log-probabilities") boolean fromLogits,
    @Option("whether an infinite loss and its gradient become 0") boolean zeroInfinity) implements JointLoss {

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int INPUT_LENGTHS = 2;
    private static final int TARGET_LENGTHS = 3;

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits or log-probabilities of the classes at each time step")
                    .shaped("T, N, C").differentiable(),
            Input.classesOf("C", "targets",
                    "labels of each sequence, padded with anything, or those of all, one after the other")
                    .shaped(ShapeRules.paddedOrPacked("N, S", "L")),
            Input.lengths("T", "input_lengths", "time steps of each sequence").shaped("N"),
            Input.lengths("S", "target_lengths", "labels of each sequence").shaped("N"));

    /** Forward, again, and backward, for each time step and state. */
    private static final int OPERATIONS_PER_STATE = 200;
    private static final int NUMBERS_PER_PLACE = 4;

    public Ctc {
        OptionSpec.check(Ctc.class, "blank", (double) blank);
    }

    public Ctc() {
        this(0, true, false);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    private static boolean isPacked(Inputs inputs) {
        return inputs.isSent(TARGETS) && inputs.shape(TARGETS).rank() == 1;
    }

    /** One target may have all the packed labels. */
    @Override
    public Map<String, Integer> derivedSizes(Inputs inputs) {
        return isPacked(inputs) ? Map.of("S", inputs.shape(TARGETS).elements()) : Map.of();
    }

    @Override
    public boolean uses(int input, int position, Batch batch) {
        if (input != TARGETS || isPacked(batch) || !batch.isSent(TARGET_LENGTHS)) {
            return true;
        }
        double[] lengths = batch.elements(TARGET_LENGTHS);
        int longest = batch.shape(TARGETS).size(1);
        return position / longest >= lengths.length || position % longest < lengths[position / longest];
    }

    @Override
    public List<Fault> faults(Batch batch) {
        int classes = batch.shape(PREDICTIONS).size(2);
        if (blank >= classes) {
            return List
                    .of(Fault.of("blank", "must be a class, an integer from 0 to " + (classes - 1) + ", got " + blank));
        }
        if (isPacked(batch) && !areLengthsOfAll(batch)) {
            return List.of(Fault.of("target_lengths", "must be integers whose sum is the number of packed targets, "
                    + batch.shape(TARGETS).elements()));
        }
        int[] starts = starts(batch);
        return IntStream.range(0, starts.length).filter(batch::isIncluded)
                .flatMap(i -> IntStream.range(starts[i], starts[i] + (int) batch.elements(TARGET_LENGTHS)[i]))
                .filter(place -> batch.elements(TARGETS)[place] == blank)
                .mapToObj(place -> new Fault("targets", batch.shape(TARGETS).indexOf(place),
                        "must be a label, not the blank, got " + blank))
                .limit(1).toList();
    }

    /** Masked lengths tell where other targets start. */
    private static boolean areLengthsOfAll(Batch batch) {
        double[] lengths = batch.elements(TARGET_LENGTHS);
        return Arrays.stream(lengths).allMatch(length -> length >= 0 && length == Math.rint(length))
                && Arrays.stream(lengths).sum() == batch.shape(TARGETS).elements();
    }

    /** Where the labels of each sequence start. */
    private static int[] starts(Batch batch) {
        double[] lengths = batch.elements(TARGET_LENGTHS);
        int[] starts = new int[lengths.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + (isPacked(batch) ? (int) lengths[i - 1] : batch.shape(TARGETS).size(1));
        }
        return starts;
    }

    @Override
    public Cost cost(Inputs inputs) {
        long times = inputs.shape(PREDICTIONS).size(0) + 1L;
        long sequences = inputs.shape(PREDICTIONS).size(1);
        long all = inputs.isSent(TARGETS) ? inputs.shape(TARGETS).elements() : 0;
        long longest = all == 0 || isPacked(inputs) ? all : inputs.shape(TARGETS).size(1);
        long atOnce = Math.min(sequences, Runtime.getRuntime().availableProcessors());
        return Cost.scratch(Cost.times(NUMBERS_PER_PLACE * atOnce * times, 3 * longest + 5))
                .plus(Cost.operations(Cost.times(OPERATIONS_PER_STATE * times, 2 * all + sequences)));
    }

    @Override
    public Pass forward(Batch batch) {
        int[] starts = starts(batch);
        return new Sequences(batch, this, starts, new @Nullable Double[starts.length]);
    }

    /**
     * The sequences of a batch.
     *
     * @param starts where the labels of each start
     * @param values what is known of the values since derivatives were computed
     */
    private record Sequences(Batch batch, Ctc loss, int[] starts, @Nullable Double[] values) implements Pass {

        @Override
        public double value(int sequence) {
            Double known = values[sequence];
            if (known != null) {
                return known;
            }
            Alignments alignments = alignments(1, length(TARGET_LENGTHS, sequence));
            Alignments.Sequence summed = sequence(sequence);
            return value(summed, alignments, alignments.sum(summed));
        }

        private double value(Alignments.Sequence sequence, Alignments alignments, boolean isDefined) {
            if (!isDefined) {
                return Double.NaN;
            }
            if (alignments.areImpossible()) {
                return loss.zeroInfinity ? 0 : Double.POSITIVE_INFINITY;
            }
            return alignments.loss(sequence);
        }

        private Alignments alignments(int times, int labels) {
            return new Alignments(new Emissions(loss.fromLogits, batch.elements(PREDICTIONS), classes()), times,
                    labels);
        }

        private Alignments.Sequence sequence(int sequence) {
            int sequences = batch.shape(PREDICTIONS).size(1);
            int[] labels = new int[length(TARGET_LENGTHS, sequence)];
            Arrays.setAll(labels, i -> (int) batch.elements(TARGETS)[starts[sequence] + i]);
            return new Alignments.Sequence(sequence * classes(), sequences * classes(),
                    length(INPUT_LENGTHS, sequence), ExtendedLabels.of((int) loss.blank, labels));
        }

        private int classes() {
            return batch.shape(PREDICTIONS).size(2);
        }

        private int length(int input, int sequence) {
            return (int) batch.elements(input)[sequence];
        }

        @Override
        public double divisor(int sequence) {
            return 1;
        }

        @Override
        public int size(int sequence) {
            return Math.max(1, length(TARGET_LENGTHS, sequence));
        }

        @Override
        public int parts(int input) {
            return batch.shape(PREDICTIONS).size(1);
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            int[] included = IntStream.range(from, to).filter(batch::isIncluded).toArray();
            Alignments alignments = alignments(longest(INPUT_LENGTHS, included), longest(TARGET_LENGTHS, included));
            for (int i : included) {
                Alignments.Sequence sequence = sequence(i);
                boolean isDefined = writeGradient(sequence, alignments, cotangents.of(i), gradient);
                values[i] = value(sequence, alignments, isDefined);
            }
        }

        private int longest(int lengths, int[] sequences) {
            return IntStream.of(sequences).map(sequence -> length(lengths, sequence)).max().orElse(0);
        }

        /** Returns whether probabilities exist. */
        private boolean writeGradient(Alignments.Sequence sequence, Alignments alignments, DoubleDouble cotangent,
                double[] gradient) {
            boolean isDefined = alignments.sum(sequence, cotangent, gradient);
            if (isDefined && !alignments.areImpossible()) {
                alignments.writeGradient(sequence, cotangent, gradient);
            } else {
                sequence.fill(gradient, classes(), isDefined && loss.zeroInfinity ? 0 : Double.NaN);
            }
            return isDefined;
        }
    }
}
