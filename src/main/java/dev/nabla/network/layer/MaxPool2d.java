package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.Option;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 2D max pooling. */
@LayerDefinition(
    summary = "2D max pooling: the maximum of each sliding window over an image.",
    shapes = "(N, C, H, W) or (C, H, W) → (N, C, H', W') or (C, H', W')",
    formula = "y_{i,j} = \\max_{a,b}\\; x_{i s_1 + a - p_1,\\;j s_2 + b - p_2} \\quad (s = \\text{stride},\\ p = \\text{padding})",
    rules = "\\frac{\\partial L}{\\partial x_{u,v}} = \\sum_{i,j:\\ y_{i,j} \\text{ is } x_{u,v}} g_{i,j} \\quad (\\text{among equal values the first})",
    reference = "PyTorch MaxPool2d; among equal values the first")
public record MaxPool2d(
    @Option(value = "height and width of the window", within = Windows.SIZES, required = true) IntegerPair kernelSize,
    @Option(
        value = "step between windows; defaults to kernel_size",
        within = Windows.SIZES) @Nullable IntegerPair stride,
    @Option(
        value = "padding on all sides, which is never the maximum",
        within = Windows.PADDINGS) IntegerPair padding)
        implements Pooling {

    public MaxPool2d {
        Pooling.check(MaxPool2d.class, kernelSize, stride, padding);
    }

    public MaxPool2d() {
        this(IntegerPair.of(2), null, IntegerPair.of(0));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Windows windows = windows(input.shape());
        Float64Tensor output = Float64Tensor.zeros(windows.outputShape(input.shape()));
        double[] x = input.widened().values();
        int[] largest = new int[output.values().length];
        int count = windows.count();
        for (int i = 0; i < largest.length; i++) {
            largest[i] = largest(x, i / count * windows.imageSize(), windows.width(),
                    windows.part(i % count));
            output.values()[i] = x[largest[i]];
        }
        return new MaxPass(input.shape(), largest, output);
    }

    /** The index of the maximum of a part of an image; the first NaN if there is one. */
    private static int largest(double[] x, int image, int width, Windows.Part part) {
        int largest = image + part.top() * width + part.left();
        for (int row = part.top(); row < part.bottom(); row++) {
            for (int column = part.left(); column < part.right(); column++) {
                int position = image + row * width + column;
                if (isLarger(x[position], x[largest])) {
                    largest = position;
                }
            }
        }
        return largest;
    }

    private static boolean isLarger(double value, double largest) {
        return value > largest || (Double.isNaN(value) && !Double.isNaN(largest));
    }

    private record MaxPass(Shape shape, int[] largest, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            CompensatedSums sums = new CompensatedSums(shape.elements());
            for (int i = 0; i < largest.length; i++) {
                sums.add(largest[i], upstream.values()[i]);
            }
            return new Float64Tensor(shape, sums.totals());
        }
    }
}
