package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** Normalization of channels over the batch. Running statistics are buffers, which a pass in training updates. */
@LayerDefinition(
    summary = "Batch normalization: normalizes each channel of a batch to mean 0 and variance 1, then applies the learned scale and bias.",
    shapes = "(N, C, …) → same as input",
    formula = "y = \\hat{x}\\, w_c + b_c, \\quad \\hat{x} = \\frac{x - \\mu_c}{\\sqrt{\\sigma_c^2 + \\epsilon}} \\quad (\\mu, \\sigma^2 \\text{ of the batch, or running ones without training})",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\sigma_c^2 + \\epsilon}}\\bigl(h - \\overline{h} - \\hat{x}\\,\\overline{h\\,\\hat{x}}\\bigr), \\quad h = g\\, w_c \\quad (\\text{without training } \\tfrac{h}{\\sqrt{\\sigma_c^2 + \\epsilon}})",
            "\\frac{\\partial L}{\\partial w_c} = \\sum_{n,i} g_{n,c,i}\\, \\hat{x}_{n,c,i}",
            "\\frac{\\partial L}{\\partial b_c} = \\sum_{n,i} g_{n,c,i}"},
    reference = "PyTorch BatchNorm1d, BatchNorm2d and BatchNorm3d; Ioffe and Szegedy (2015), Batch normalization")
public record BatchNorm(
    @Option(value = "added to the variance for numerical stability", within = "[0, inf)") double eps,
    @Option(
        value = "weight of the batch in the running statistics: running = (1 - momentum) running + momentum batch",
        within = "[0, 1]") double momentum,
    @Option("whether statistics are those of the batch, and update the running ones; else the running ones are used") boolean training)
        implements Layer {

    private static final String RUNNING_MEAN = "running_mean";
    private static final String RUNNING_VAR = "running_var";

    private static final List<Parameter> PARAMETERS = Stream.concat(Normalization.OF_CHANNELS.stream(),
            Stream.of(Parameter.buffer(RUNNING_MEAN, "(C)", "running mean of each channel, initially 0"),
                    Parameter.buffer(RUNNING_VAR, "(C)", "running unbiased variance of each channel, initially 1")))
            .toList();

    public BatchNorm {
        OptionSpec.check(BatchNorm.class, "eps", eps);
        OptionSpec.check(BatchNorm.class, "momentum", momentum);
    }

    public BatchNorm() {
        this(1e-5, 0.1, true);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Layer forEvaluation() {
        return new BatchNorm(eps, momentum, false);
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        Normalization.checkChannels(input, parameters);
        if (training && layout(input).length() < 2) {
            throw Layer.misfit(INPUT,
                    "batch_norm needs more than one value per channel to train, but its input has shape "
                            + input);
        }
        if (!training && (parameters.find(RUNNING_MEAN) == null || parameters.find(RUNNING_VAR) == null)) {
            throw Layer.misfit("training", "batch_norm without training needs running_mean and running_var");
        }
        return input;
    }

    /** Each channel is a row, with a run of elements in each sample. */
    private static RowLayout layout(Shape input) {
        int channels = input.size(1);
        int run = input.stride(1);
        return new RowLayout(channels, input.size(0) * run, run, channels, run);
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        return Normalization.cost(input, output).plus(Cost.retained(4L * input.size(1)));
    }

    @Override
    public Map<String, Float64Tensor> buffers(Shape input, Parameters parameters) {
        RowLayout layout = layout(input);
        Map<String, Float64Tensor> buffers = new LinkedHashMap<>();
        buffers.put(RUNNING_MEAN, running(RUNNING_MEAN, 0, layout, parameters));
        buffers.put(RUNNING_VAR, running(RUNNING_VAR, 1, layout, parameters));
        return buffers;
    }

    private static Float64Tensor running(String name, double initial, RowLayout layout, Parameters parameters) {
        Float64Tensor running = parameters.find(name);
        return running == null ? filled(layout.count(), _ -> initial) : running;
    }

    private static Float64Tensor filled(int channels, IntToDoubleFunction value) {
        double[] values = new double[channels];
        Arrays.setAll(values, value);
        return new Float64Tensor(Shape.of(channels), values);
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        RowLayout layout = layout(input.shape());
        double[] mean = running(RUNNING_MEAN, 0, layout, parameters).values();
        double[] variance = running(RUNNING_VAR, 1, layout, parameters).values();
        requireVariances(variance);
        if (!training) {
            return Normalization.ofEach(input, layout, parameters,
                    (row, x) -> NormalizedRow.given(x, mean[row], variance[row], eps));
        }
        Normalization pass = Normalization.of(input, layout, parameters, x -> NormalizedRow.centered(x, eps));
        NormalizedRow[] rows = pass.rows();
        DoubleDouble others = DoubleDouble.of(layout.length() - 1);
        Map<String, Float64Tensor> updated = new LinkedHashMap<>();
        updated.put(RUNNING_MEAN, filled(rows.length, row -> updated(mean[row], rows[row].mean())));
        updated.put(RUNNING_VAR,
                filled(rows.length, row -> updated(variance[row], rows[row].squares().dividedBy(others))));
        return new BatchNormPass(pass, updated);
    }

    private static void requireVariances(double[] variances) {
        for (int i = 0; i < variances.length; i++) {
            if (variances[i] < 0) {
                throw new InvalidRequestException(new Fault(RUNNING_VAR, new int[]{i},
                        "a variance must be a number >= 0, got " + Literal.number(variances[i])));
            }
        }
    }

    private double updated(double running, ScaledDoubleDouble ofBatch) {
        return ScaledDoubleDouble.of(DoubleDouble.difference(1, momentum)).times(running)
                .plus(ofBatch.times(momentum)).value();
    }

    private record BatchNormPass(Normalization normalization, Map<String, Float64Tensor> buffers) implements Pass {

        @Override
        public Float64Tensor output() {
            return normalization.output();
        }

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            return normalization.backward(upstream, gradients);
        }
    }
}
