package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.SlidingReduction.Ranges;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.Option;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 2D average pooling. */
@LayerDefinition(
    summary = "2D average pooling: the mean of each sliding window over an image.",
    shapes = "(N, C, H, W) or (C, H, W) → (N, C, H', W') or (C, H', W')",
    formula = "y_{i,j} = \\frac{1}{k_1 k_2} \\sum_{a,b}\\; x_{i s_1 + a - p_1,\\;j s_2 + b - p_2} \\quad (k = \\text{kernel\\_size},\\ s = \\text{stride},\\ p = \\text{padding})",
    rules = "\\frac{\\partial L}{\\partial x_{u,v}} = \\frac{1}{k_1 k_2} \\sum_{i,j:\\ \\text{window } i,j \\text{ holds } u,v} g_{i,j}",
    reference = "PyTorch AvgPool2d; padding counts in the mean (count_include_pad)")
public record AvgPool2d(
    @Option(value = "height and width of the window", within = Windows.SIZES, required = true) IntegerPair kernelSize,
    @Option(
        value = "step between windows; defaults to kernel_size",
        within = Windows.SIZES) @Nullable IntegerPair stride,
    @Option(value = "zeros added on all sides, which count in the mean", within = Windows.PADDINGS) IntegerPair padding)
        implements Pooling {

    public AvgPool2d {
        Pooling.check(AvgPool2d.class, kernelSize, stride, padding);
    }

    public AvgPool2d() {
        this(IntegerPair.of(2), null, IntegerPair.of(0));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Windows windows = windows(input.shape());
        Shape shape = windows.outputShape(input.shape());
        double[] x = input.widened().values();
        double[] means = windows.overlapMuch()
                ? slidingMeans(x, windows.imageSize(), windows.horizontal().positions(), windows.vertical().positions())
                : sums(x, windows, shape.elements()).quotients(area());
        return new MeanPass(this, input.shape(), windows, new Float64Tensor(shape, means));
    }

    private double area() {
        return (double) kernelSize.first() * kernelSize.second();
    }

    private static CompensatedSums sums(double[] x, Windows windows, int size) {
        CompensatedSums sums = new CompensatedSums(size);
        int count = windows.count();
        for (int i = 0; i < size; i++) {
            int image = i / count * windows.imageSize();
            Windows.Part part = windows.part(i % count);
            for (int row = part.top(); row < part.bottom(); row++) {
                for (int column = part.left(); column < part.right(); column++) {
                    sums.add(i, x[image + row * windows.width() + column]);
                }
            }
        }
        return sums;
    }

    /**
     * For each image, the sums of rectangles divided by the area of a window: first along the rows, then along the columns.
     *
     * @param size the number of elements of an image
     * @param horizontal the columns of the rectangles
     * @param vertical their rows
     */
    private double[] slidingMeans(double[] values, int size, Ranges horizontal, Ranges vertical) {
        int count = horizontal.count() * vertical.count();
        double[] means = new double[values.length / size * count];
        for (int image = 0; image < values.length / size; image++) {
            CompensatedSums sums = new CompensatedSums(size);
            for (int i = 0; i < size; i++) {
                sums.add(i, values[image * size + i]);
            }
            double[] quotients = sums.ofRanges(horizontal).ofRanges(vertical).quotients(area());
            System.arraycopy(quotients, 0, means, image * count, count);
        }
        return means;
    }

    private record MeanPass(AvgPool2d layer, Shape shape, Windows windows, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] g = upstream.values();
            return new Float64Tensor(shape, windows.overlapMuch()
                    ? layer.slidingMeans(g, windows.count(), windows.horizontal().holders(),
                            windows.vertical().holders())
                    : sums(g).quotients(layer.area()));
        }

        private CompensatedSums sums(double[] g) {
            CompensatedSums sums = new CompensatedSums(shape.elements());
            int count = windows.count();
            for (int i = 0; i < g.length; i++) {
                int image = i / count * windows.imageSize();
                Windows.Part part = windows.part(i % count);
                for (int row = part.top(); row < part.bottom(); row++) {
                    for (int column = part.left(); column < part.right(); column++) {
                        sums.add(image + row * windows.width() + column, g[i]);
                    }
                }
            }
            return sums;
        }
    }
}
