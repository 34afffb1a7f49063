package dev.nabla.network.layer;

import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.layer.Windows.SlidingAxis;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.option.Padding;
import dev.nabla.tensor.Shape;
import java.util.List;

/** 1D convolution. */
@LayerDefinition(
    summary = "1D convolution of sequences, with optional groups, padding, stride and dilation.",
    shapes = "(N, C, L) or (C, L) → (N, out, L') or (out, L')",
    formula = "y_{n,o,i} = b_o + \\sum_{c,k} W_{o,c,k}\\; x_{n,\\,c,\\;i s + k d - p} \\quad (s = \\text{stride},\\ d = \\text{dilation},\\ p = \\text{padding})",
    rules = {
            "\\frac{\\partial L}{\\partial x_{n,c,u}} = \\sum_{o,k}\\;\\sum_{i s + k d - p = u} g_{n,o,i}\\,W_{o,c,k}",
            "\\frac{\\partial L}{\\partial W_{o,c,k}} = \\sum_{n,i} g_{n,o,i}\\; x_{n,\\,c,\\;i s + k d - p}",
            "\\frac{\\partial L}{\\partial b_o} = \\sum_{n,i} g_{n,o,i}"},
    reference = "PyTorch Conv1d")
public record Conv1d(
    @Option(value = "step between windows", within = Windows.SIZES) long stride,
    @Option(
        value = "zeros added at both ends; \"same\" for as many as keep the length, \"valid\" for none",
        within = Windows.PADDINGS) Padding padding,
    @Option(value = "spacing between the elements of the kernel", within = Windows.SIZES) long dilation,
    @Option(
        value = "number of groups into which the channels are split; each group is convolved separately",
        within = Windows.SIZES) long groups)
        implements Convolution {

    private static final List<Parameter> PARAMETERS = Convolution.parameters("(out, C / groups, kernel size)");

    public Conv1d {
        OptionSpec.check(Conv1d.class, "stride", (double) stride);
        if (padding.zeros() != null) {
            OptionSpec.check(Conv1d.class, "padding", (double) padding.zeros());
        }
        OptionSpec.check(Conv1d.class, "dilation", (double) dilation);
        OptionSpec.check(Conv1d.class, "groups", (double) groups);
        Convolution.checkSame(padding.zeros() == null, stride == 1, stride);
    }

    public Conv1d() {
        this(1, Padding.of(0), 1, 1);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public Windows windows(Shape input, Shape weight) {
        return Windows.over(input, WEIGHT, size -> axis(size, weight.size(2)));
    }

    private SlidingAxis axis(int size, int kernel) {
        Long zeros = padding.zeros();
        return zeros == null
                ? SlidingAxis.same(size, kernel, dilation)
                : SlidingAxis.padded(size, kernel, stride, zeros, dilation, false);
    }

    @Override
    public Shape outputShape(Windows windows, Shape input) {
        return input.with(input.rank() - 1, windows.count());
    }
}
