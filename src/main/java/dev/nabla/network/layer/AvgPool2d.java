package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.Option;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 2D average pooling. */
@LayerDefinition(
    summary = "2D average pooling: the mean of each sliding window over an image.",
    shapes = "(N, C, H, W) or (C, H, W) → (N, C, H', W') or (C, H', W')",
    formula = "y_{i,j} = \\frac{1}{n_{i,j}} \\sum_{a,b}\\; x_{i s_1 + a - p_1,\\;j s_2 + b - p_2} \\quad (n = k_1 k_2,\\ k = \\text{kernel\\_size},\\ s = \\text{stride},\\ p = \\text{padding})",
    rules = "\\frac{\\partial L}{\\partial x_{u,v}} = \\sum_{i,j:\\ \\text{window } i,j \\text{ holds } u,v} \\frac{g_{i,j}}{n_{i,j}}",
    reference = "PyTorch AvgPool2d; n counts the elements of a window in the padded image, or in the image without count_include_pad")
public record AvgPool2d(
    @Option(value = "height and width of the window", within = Windows.SIZES, required = true) IntegerPair kernelSize,
    @Option(
        value = "step between windows; defaults to kernel_size",
        within = Windows.SIZES) @Nullable IntegerPair stride,
    @Option(value = "zeros added on all sides", within = Windows.PADDINGS) IntegerPair padding,
    @Option("whether windows that reach beyond the padding count, if they begin before it") boolean ceilMode,
    @Option("whether the zeros of the padding count in the mean") boolean countIncludePad)
        implements Pooling {

    public AvgPool2d {
        Pooling.check(AvgPool2d.class, kernelSize, stride, padding);
    }

    public AvgPool2d() {
        this(IntegerPair.of(2), null, IntegerPair.of(0), false, true);
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Windows windows = windows(input.shape());
        Shape shape = windows.outputShape(input.shape());
        double[] x = input.widened().values();
        Divisors divisors = Divisors.of(windows, countIncludePad);
        double[] means = windows.overlapMuch()
                ? slidingMeans(x, windows, divisors)
                : sums(x, windows, shape.elements()).quotients(divisors::of);
        return new MeanPass(input.shape(), windows, divisors, new Float64Tensor(shape, means));
    }

    /**
     * The numbers of elements that windows are divided by.
     *
     * @param area that of a window that reaches beyond nothing
     * @param ofWindows those of the windows of an image
     */
    private record Divisors(double area, double[] ofWindows) {

        static Divisors of(Windows windows, boolean countIncludePad) {
            double[] ofWindows = new double[windows.count()];
            Arrays.setAll(ofWindows, window -> windows.elements(window, countIncludePad));
            return new Divisors(windows.area(), ofWindows);
        }

        double of(int output) {
            return ofWindows[output % ofWindows.length];
        }

        /** Adds the gradient of an output to a sum that will be divided by the area. */
        void add(CompensatedSums sums, int index, int output, double gradient) {
            double divisor = of(output);
            if (divisor == area || !Double.isFinite(gradient)) {
                sums.add(index, gradient);
            } else {
                sums.addProduct(index, DoubleDouble.of(area).dividedBy(divisor), gradient);
            }
        }
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

    /** For each image, the sums of windows: first along the rows, then along the columns. */
    private static double[] slidingMeans(double[] x, Windows windows, Divisors divisors) {
        int size = windows.imageSize();
        int count = windows.count();
        double[] means = new double[windows.planes() * count];
        for (int image = 0; image < windows.planes(); image++) {
            CompensatedSums sums = new CompensatedSums(size);
            for (int i = 0; i < size; i++) {
                sums.add(i, x[image * size + i]);
            }
            double[] ofImage = sums.ofRanges(windows.horizontal().positions())
                    .ofRanges(windows.vertical().positions()).quotients(divisors::of);
            System.arraycopy(ofImage, 0, means, image * count, count);
        }
        return means;
    }

    private record MeanPass(Shape shape, Windows windows, Divisors divisors, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] g = upstream.values();
            return new Float64Tensor(shape,
                    windows.overlapMuch() ? slidingGradient(g) : sums(g).quotients(divisors.area()));
        }

        /** For each image, the sums of the windows that hold a pixel: first along the rows, then along the columns. */
        private double[] slidingGradient(double[] g) {
            int size = windows.imageSize();
            int count = windows.count();
            double[] gradient = new double[shape.elements()];
            for (int image = 0; image < windows.planes(); image++) {
                CompensatedSums sums = new CompensatedSums(count);
                for (int i = 0; i < count; i++) {
                    divisors.add(sums, i, i, g[image * count + i]);
                }
                double[] ofImage = sums.ofRanges(windows.horizontal().holders())
                        .ofRanges(windows.vertical().holders()).quotients(divisors.area());
                System.arraycopy(ofImage, 0, gradient, image * size, size);
            }
            return gradient;
        }

        private CompensatedSums sums(double[] g) {
            CompensatedSums sums = new CompensatedSums(shape.elements());
            int count = windows.count();
            for (int i = 0; i < g.length; i++) {
                int image = i / count * windows.imageSize();
                Windows.Part part = windows.part(i % count);
                for (int row = part.top(); row < part.bottom(); row++) {
                    for (int column = part.left(); column < part.right(); column++) {
                        divisors.add(sums, image + row * windows.width() + column, i, g[i]);
                    }
                }
            }
            return sums;
        }
    }
}
