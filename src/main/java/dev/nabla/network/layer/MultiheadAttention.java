package dev.nabla.network.layer;

import dev.nabla.kernel.Parallel;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Self-attention between two linear layers: one projects to queries, keys and values, one projects what the heads answer. */
@LayerDefinition(
    summary = "Multi-head self-attention: each position of a sequence becomes a mean of all positions, weighted by the softmax of their scores in each head.",
    shapes = "(N, L, E) or (L, E) → same as input",
    formula = "y = [P_1 V_1 \\cdots P_H V_H]\\, W_o^\\top + b_o, \\quad P_h = \\operatorname{softmax}\\Bigl(\\frac{Q_h K_h^\\top}{\\sqrt{E / H}}\\Bigr), \\quad [Q\\; K\\; V] = x W^\\top + b",
    rules = {
            "\\frac{\\partial L}{\\partial x} = D\\, W, \\quad D = \\Bigl[\\tfrac{S_h K_h}{\\sqrt{E / H}}\\; \\tfrac{S_h^\\top Q_h}{\\sqrt{E / H}}\\; P_h^\\top G_h\\Bigr], \\quad S_h = P_h \\odot \\bigl(G_h V_h^\\top - \\operatorname{rowsum}(P_h \\odot G_h V_h^\\top)\\bigr), \\quad G = g\\, W_o",
            "\\frac{\\partial L}{\\partial W} = D^\\top x",
            "\\frac{\\partial L}{\\partial b} = \\sum_{n,l} D_{n,l}",
            "\\frac{\\partial L}{\\partial W_o} = g^\\top [P_1 V_1 \\cdots P_H V_H]",
            "\\frac{\\partial L}{\\partial b_o} = \\sum_{n,l} g_{n,l}"},
    reference = "PyTorch MultiheadAttention with batch_first=True, of x, x and x; Vaswani et al. (2017), Attention is all you need")
public record MultiheadAttention(
    @Option(
        value = "number of heads among which the features are divided",
        within = "[1, inf)",
        required = true) long numHeads,
    @Option("whether a position sees only itself and those before it") boolean isCausal)
        implements Layer {

    private static final String IN_WEIGHT = "in_proj_weight";
    private static final String IN_BIAS = "in_proj_bias";
    private static final String OUT_WEIGHT = "out_proj_weight";
    private static final String OUT_BIAS = "out_proj_bias";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(IN_WEIGHT, "(3 E, E)", "weights of the queries, keys and values, one below the other"),
            Parameter.learnable(IN_BIAS, "(3 E)", "biases of the queries, keys and values").optional(),
            Parameter.learnable(OUT_WEIGHT, "(E, E)",
                    "weight of the output projection, out_proj.weight in a state_dict of PyTorch"),
            Parameter.learnable(OUT_BIAS, "(E)", "bias of the output projection, out_proj.bias in PyTorch").optional());

    /** The two projections are linear layers, whose parameters have these names. */
    private static final Linear LINEAR = new Linear();
    private static final Projection IN = new Projection(IN_WEIGHT, IN_BIAS);
    private static final Projection OUT = new Projection(OUT_WEIGHT, OUT_BIAS);

    public MultiheadAttention {
        OptionSpec.check(MultiheadAttention.class, "numHeads", (double) numHeads);
    }

    public MultiheadAttention() {
        this(1, false);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        if (input.rank() != 2 && input.rank() != 3) {
            throw Layer.misfit(INPUT, "the input of the layer must have shape (N, L, E) or (L, E), got "
                    + (input.rank() == 0 ? "a scalar" : input));
        }
        int features = input.size(-1);
        if (features == 0 || features % numHeads != 0) {
            throw Layer.misfit("num_heads", "num_heads must divide the " + features
                    + " features of the layer's input, which has shape " + input + "; got " + numHeads);
        }
        IN.check(parameters, input, Math.multiplyExact(3, features));
        OUT.check(parameters, input, features);
        return input;
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        Layout layout = layout(input);
        Shape projected = layout.projected(input);
        Cost head = AttentionHead.cost(layout.length, layout.width);
        long atOnce = Math.min(layout.count(), Runtime.getRuntime().availableProcessors());
        return LINEAR.cost(input, projected, IN.of(parameters)).plus(LINEAR.cost(output, output, OUT.of(parameters)))
                .plus(Cost.retained(input.elements()))
                .plus(new Cost(0, Cost.times(atOnce, head.scratch()), Cost.times(layout.count(), head.operations())));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Layout layout = layout(input.shape());
        Pass in = LINEAR.forward(input, IN.of(parameters));
        double[] heads = new double[input.shape().elements()];
        layout.forEachHead(head -> layout.write(head(in, head, layout).output(), head, 0, 1, heads));
        Pass out = LINEAR.forward(new Float64Tensor(input.shape(), heads), OUT.of(parameters));
        return new AttentionPass(this, layout, in, out);
    }

    private AttentionHead head(Pass in, int head, Layout layout) {
        double[] projected = in.output().values();
        return new AttentionHead(layout.read(projected, head, 0, 3), layout.read(projected, head, 1, 3),
                layout.read(projected, head, 2, 3), layout.width, isCausal);
    }

    private Layout layout(Shape input) {
        int features = input.size(-1);
        return new Layout(input.rank() == 2 ? 1 : input.size(0), input.size(-2), (int) numHeads,
                features / (int) numHeads);
    }

    private record AttentionPass(MultiheadAttention layer, Layout layout, Pass in, Pass out) implements Pass {

        @Override
        public Float64Tensor output() {
            return out.output();
        }

        @Override
        public Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            Map<String, Tensor> ofOut = new LinkedHashMap<>();
            double[] ofHeads = OUT.backward(out, upstream, ofOut).widened().values();
            Float64Tensor ofProjected = Float64Tensor.zeros(in.output().shape());
            layout.forEachHead(head -> {
                AttentionHead.Gradients of = layer.head(in, head, layout).gradients(layout.read(ofHeads, head, 0, 1));
                layout.write(of.queries(), head, 0, 3, ofProjected.values());
                layout.write(of.keys(), head, 1, 3, ofProjected.values());
                layout.write(of.values(), head, 2, 3, ofProjected.values());
            });
            Tensor ofInput = IN.backward(in, ofProjected, gradients);
            gradients.putAll(ofOut);
            return ofInput;
        }
    }

    /** One of the two linear layers, by the names of its parameters. */
    private record Projection(String weight, String bias) {

        /** The parameters as the linear layer names them. */
        Parameters of(Parameters parameters) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            own.put(Linear.WEIGHT, parameters.stored(weight));
            Float64Tensor ofBias = parameters.find(bias);
            if (ofBias != null) {
                own.put(Linear.BIAS, ofBias);
            }
            return new Parameters(own);
        }

        Tensor backward(Pass pass, Float64Tensor upstream, Map<String, Tensor> gradients) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            Tensor ofInput = pass.backward(upstream, own);
            own.forEach((name, gradient) -> gradients.put(name.equals(Linear.WEIGHT) ? weight : bias, gradient));
            return ofInput;
        }

        void check(Parameters parameters, Shape input, int outputs) {
            check(weight, parameters.shape(weight), Shape.of(outputs, input.size(-1)), input);
            Float64Tensor ofBias = parameters.find(bias);
            if (ofBias != null) {
                check(bias, ofBias.shape(), Shape.of(outputs), input);
            }
        }

        private static void check(String name, Shape shape, Shape expected, Shape input) {
            if (!shape.equals(expected)) {
                throw Layer.misfit(name, name + " must have shape " + expected + " for the layer's input " + input
                        + ", got " + shape);
            }
        }
    }

    /**
     * Where the heads are. Each has its features side by side at every position of its sequence.
     *
     * @param sequences number of sequences
     * @param length number of positions of a sequence
     * @param heads number of heads of a sequence
     * @param width number of features of a head
     */
    private record Layout(int sequences, int length, int heads, int width) {

        /** Multiplications of a product that justify one more thread. */
        private static final int WORK_PER_THREAD = 1 << 17;

        int count() {
            return sequences * heads;
        }

        private int features() {
            return heads * width;
        }

        /** The shape of queries, keys and values side by side. */
        Shape projected(Shape input) {
            return input.with(input.rank() - 1, 3 * features());
        }

        /** Computes the heads of all sequences, some at the same time. */
        void forEachHead(IntConsumer computation) {
            long work = Cost.times(Cost.times((long) length * length, width), count());
            Parallel.run(count(), work, WORK_PER_THREAD,
                    (from, to) -> IntStream.range(from, to).forEach(computation));
        }

        /** The rows of a head in one of several parts that lie side by side, each with the features of all heads. */
        double[] read(double[] numbers, int head, int part, int parts) {
            double[] rows = new double[length * width];
            for (int i = 0; i < length; i++) {
                System.arraycopy(numbers, position(head, i, part, parts), rows, i * width, width);
            }
            return rows;
        }

        /** Writes the rows of a head to one of several parts that lie side by side. */
        void write(double[] rows, int head, int part, int parts, double[] numbers) {
            for (int i = 0; i < length; i++) {
                System.arraycopy(rows, i * width, numbers, position(head, i, part, parts), width);
            }
        }

        private int position(int head, int row, int part, int parts) {
            return ((head / heads * length + row) * parts + part) * features() + head % heads * width;
        }
    }
}
