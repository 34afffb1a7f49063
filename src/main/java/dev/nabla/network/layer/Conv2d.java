package dev.nabla.network.layer;

import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.layer.Windows.SlidingAxis;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.option.PaddingPair;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.function.ToLongFunction;

/** 2D convolution. */
@LayerDefinition(
    summary = "2D convolution of images, with optional groups, padding, stride and dilation.",
    shapes = "(N, C, H, W) or (C, H, W) → (N, out, H', W') or (out, H', W')",
    formula = "y_{n,o,i,j} = b_o + \\sum_{c,k,l} W_{o,c,k,l}\\; x_{n,\\,c,\\;i s_1 + k d_1 - p_1,\\;j s_2 + l d_2 - p_2} \\quad (s = \\text{stride},\\ d = \\text{dilation},\\ p = \\text{padding})",
    rules = {
            "\\frac{\\partial L}{\\partial x_{n,c,u,v}} = \\sum_{o,k,l}\\;\\sum_{i s_1 + k d_1 - p_1 = u}\\;\\sum_{j s_2 + l d_2 - p_2 = v} g_{n,o,i,j}\\,W_{o,c,k,l}",
            "\\frac{\\partial L}{\\partial W_{o,c,k,l}} = \\sum_{n,i,j} g_{n,o,i,j}\\; x_{n,\\,c,\\;i s_1 + k d_1 - p_1,\\;j s_2 + l d_2 - p_2}",
            "\\frac{\\partial L}{\\partial b_o} = \\sum_{n,i,j} g_{n,o,i,j}"},
    reference = "PyTorch Conv2d")
public record Conv2d(
    @Option(value = "step between windows", within = Windows.SIZES) IntegerPair stride,
    @Option(
        value = "zeros added on all sides; \"same\" for as many as keep the size, \"valid\" for none",
        within = Windows.PADDINGS) PaddingPair padding,
    @Option(value = "spacing between the elements of the kernel", within = Windows.SIZES) IntegerPair dilation,
    @Option(
        value = "number of groups into which the channels are split; each group is convolved separately",
        within = Windows.SIZES) long groups)
        implements Convolution {

    private static final List<Parameter> PARAMETERS = Convolution
            .parameters("(out, C / groups, kernel height, kernel width)");

    public Conv2d {
        Windows.check(Conv2d.class, "stride", stride);
        if (padding.zeros() != null) {
            Windows.check(Conv2d.class, "padding", padding.zeros());
        }
        Windows.check(Conv2d.class, "dilation", dilation);
        OptionSpec.check(Conv2d.class, "groups", (double) groups);
        Convolution.checkSame(padding.zeros() == null, stride.equals(IntegerPair.of(1)), stride);
    }

    public Conv2d() {
        this(IntegerPair.of(1), PaddingPair.of(0), IntegerPair.of(1), 1);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public Windows windows(Shape input, Shape weight) {
        return Windows.over(input, WEIGHT, size -> axis(size, weight.size(2), IntegerPair::first),
                size -> axis(size, weight.size(3), IntegerPair::second));
    }

    private SlidingAxis axis(int size, int kernel, ToLongFunction<IntegerPair> direction) {
        long spacing = direction.applyAsLong(dilation);
        IntegerPair zeros = padding.zeros();
        return zeros == null
                ? SlidingAxis.same(size, kernel, spacing)
                : SlidingAxis.padded(size, kernel, direction.applyAsLong(stride), direction.applyAsLong(zeros), spacing,
                        false);
    }

    @Override
    public Shape outputShape(Windows windows, Shape input) {
        return windows.outputShape(input);
    }
}
