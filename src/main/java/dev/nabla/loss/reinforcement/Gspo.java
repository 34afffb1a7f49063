package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.option.Option;
import dev.nabla.tensor.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clipped surrogate with one ratio for each sequence: the geometric mean of those of its tokens. */
@Definition(
    aliases = "group_sequence_policy",
    summary = "Group sequence policy optimization (GSPO): the clipped surrogate with one ratio per sequence.",
    formula = "-\\min\\bigl(s A, \\operatorname{clip}(s, 1 - \\varepsilon, 1 + \\varepsilon^+)\\,A\\bigr), \\quad s = \\exp\\Bigl(\\frac{1}{K} \\sum_k (l_k - l_{old,k})\\Bigr) \\text{ over the } K \\text{ tokens left in}; \\quad \\text{with } c \\text{ and } A < 0 \\text{ at most } -cA",
    gradient = "\\begin{cases} -sA/K & A \\ge 0,\\; s \\le 1 + \\varepsilon^+ \\text{ or } A < 0,\\; 1 - \\varepsilon \\le s \\le c \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "\\text{the gradient, divided by } K",
    edges = {"The bounds count as inside, as in ppo_clip.",
            "Tokens left out have gradient 0, whatever their places hold.",
            "A sequence without a token has loss 0 and does not count in the mean; TRL keeps it in the divisor.",
            "The defaults are those of ppo_clip; the paper uses a clip_range of 3e-4 and a clip_range_high of 4e-4."},
    references = {"Zheng et al. (2025), Group Sequence Policy Optimization, https://arxiv.org/abs/2507.18071",
            "TRL importance_sampling_level=\"sequence\" with loss_type=\"grpo\"", "verl gspo"},
    examples = {
            @Example(
                name = "Two sequences of three tokens",
                body = """
                        {"log_probs": [[-0.5, -1.0, -2.0], [-0.75, -0.25, -1.5]], "old_log_probs": [[-0.75, -1.0625, -1.5], [-1.5, -0.5, -1.0]], "advantages": [1.5, -0.5]}"""),
            @Example(
                name = "The bounds of the paper, and a sequence of two tokens",
                body = """
                        {"log_probs": [[-0.5, -1.0, 0], [-0.75, -0.25, -1.5]], "old_log_probs": [[-0.75, -1.0625, 0], [-1.5, -0.5, -1.0]], "advantages": [1.5, -0.5], "token_mask": [[1, 1, 0], [1, 1, 1]], "clip_range": 0.0003, "clip_range_high": 0.0004, "reduction": "none"}""")})
public record Gspo(
    @Option(value = ClippedRatio.CLIP_RANGE, within = "(0, 1)") double clipRange,
    @Option(value = ClippedRatio.CLIP_RANGE_HIGH, within = "(0, inf)") @Nullable Double clipRangeHigh,
    @Option(value = ClippedRatio.DUAL_CLIP, within = "(1, inf)") @Nullable Double dualClip) implements JointLoss {

    private static final int LOG_PROBS = 0;
    private static final int OLD_LOG_PROBS = 1;
    private static final int ADVANTAGES = 2;
    private static final int TOKEN_MASK = 3;

    private static final List<Input> INPUTS = List.of(
            Input.numbers("log_probs", "log-probabilities of the tokens sampled").shaped("N, T").twiceDifferentiable(),
            Input.numbers("old_log_probs", "log-probabilities of the same tokens under the policy that sampled them"),
            Input.numbers("advantages", "advantages of the sequences").shaped("N"),
            Input.numbers("token_mask", "1 for the tokens left in, 0 for those left out; by default all are left in")
                    .within("0 or 1").optional());

    private static final int OPERATIONS_PER_TOKEN = 40;

    public Gspo {
        ClippedRatio.check(Gspo.class, clipRange, clipRangeHigh, dualClip);
    }

    public Gspo() {
        this(0.2, null, null);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public Cost cost(Inputs inputs) {
        return Cost.operations(Cost.times(OPERATIONS_PER_TOKEN, inputs.shape(LOG_PROBS).elements()));
    }

    @Override
    public Pass forward(Batch batch) {
        return new Sequences(batch, new ClippedRatio(clipRange, clipRangeHigh, dualClip));
    }

    private record Sequences(Batch batch, ClippedRatio clip) implements Pass {

        @Override
        public double value(int sequence) {
            ScaledDoubleDouble logRatio = logRatio(sequence);
            return isUndefined(sequence, logRatio)
                    ? Double.NaN
                    : clip.surrogate(logRatio, advantage(sequence)).value();
        }

        @Override
        public double divisor(int sequence) {
            return tokens(sequence) > 0 ? 1 : 0;
        }

        @Override
        public int parts(int input) {
            return batch.shape(LOG_PROBS).size(0);
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            write(from, to, 1, cotangents, gradient);
        }

        @Override
        public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
            write(from, to, 2, cotangents, hessian);
        }

        private void write(int from, int to, int order, Cotangents cotangents, double[] into) {
            for (int sequence = from; sequence < to; sequence++) {
                int tokens = tokens(sequence);
                if (batch.isIncluded(sequence) && tokens > 0) {
                    double each = derivative(sequence).times(cotangents.of(sequence))
                            .dividedBy(DoubleDouble.of(Math.pow(tokens, order))).value();
                    for (int place = start(sequence); place < start(sequence + 1); place++) {
                        into[place] = isLeftIn(place) ? each : 0;
                    }
                }
            }
        }

        /** The first and the second derivative by the mean log-ratio. */
        private ScaledDoubleDouble derivative(int sequence) {
            ScaledDoubleDouble logRatio = logRatio(sequence);
            return isUndefined(sequence, logRatio)
                    ? ScaledDoubleDouble.of(Double.NaN)
                    : clip.derivative(logRatio, advantage(sequence));
        }

        private boolean isUndefined(int sequence, ScaledDoubleDouble logRatio) {
            return logRatio.isNaN() || Double.isNaN(advantage(sequence));
        }

        private double advantage(int sequence) {
            return batch.elements(ADVANTAGES)[sequence];
        }

        /** The mean of l − l_old over the tokens left in. */
        private ScaledDoubleDouble logRatio(int sequence) {
            CompensatedSum sum = new CompensatedSum();
            for (int place = start(sequence); place < start(sequence + 1); place++) {
                if (isLeftIn(place)) {
                    add(batch.elements(LOG_PROBS)[place], batch.elements(OLD_LOG_PROBS)[place], sum);
                }
            }
            return sum.scaledTotal().dividedBy(DoubleDouble.of(tokens(sequence)));
        }

        /** Adds a difference, also where it is beyond float64. */
        private static void add(double a, double b, CompensatedSum sum) {
            DoubleDouble difference = DoubleDouble.difference(a, b);
            if (Double.isInfinite(difference.hi())) {
                sum.add(ScaledDoubleDouble.difference(a, b));
            } else {
                sum.add(difference);
            }
        }

        private int tokens(int sequence) {
            int tokens = 0;
            for (int place = start(sequence); place < start(sequence + 1); place++) {
                tokens += isLeftIn(place) ? 1 : 0;
            }
            return tokens;
        }

        private int start(int sequence) {
            return sequence * batch.shape(LOG_PROBS).size(1);
        }

        private boolean isLeftIn(int place) {
            return !batch.isSent(TOKEN_MASK) || batch.elements(TOKEN_MASK)[place] != 0;
        }
    }
}
