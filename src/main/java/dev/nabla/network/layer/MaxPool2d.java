package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.SlidingReduction;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.Option;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;
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
        within = Windows.PADDINGS) IntegerPair padding,
    @Option("whether windows that reach beyond the padding count, if they begin before it") boolean ceilMode)
        implements Pooling {

    public MaxPool2d {
        Pooling.check(MaxPool2d.class, kernelSize, stride, padding);
    }

    public MaxPool2d() {
        this(IntegerPair.of(2), null, IntegerPair.of(0), false);
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        if (windows(input).imageSize() == 0) {
            throw Layer.misfit(INPUT, "the images of the layer's input must not be empty, got shape " + input);
        }
        return Pooling.super.outputShape(input, parameters);
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Windows windows = windows(input.shape());
        Float64Tensor output = Float64Tensor.zeros(windows.outputShape(input.shape()));
        double[] x = input.widened().values();
        int[] largest = windows.overlapMuch()
                ? slidingMaxima(x, windows)
                : maxima(x, windows, output.values().length);
        for (int i = 0; i < largest.length; i++) {
            output.values()[i] = x[largest[i]];
        }
        return new MaxPass(input.shape(), largest, output);
    }

    private static int[] maxima(double[] x, Windows windows, int size) {
        int[] largest = new int[size];
        int count = windows.count();
        for (int i = 0; i < size; i++) {
            largest[i] = largest(x, i / count * windows.imageSize(), windows.width(), windows.part(i % count));
        }
        return largest;
    }

    /** For each image, the maxima of windows along its rows, and those of these along its columns. */
    private static int[] slidingMaxima(double[] x, Windows windows) {
        int size = windows.imageSize();
        int[] largest = new int[windows.planes() * windows.count()];
        for (int image = 0; image < windows.planes(); image++) {
            int[] elements = IntStream.range(image * size, (image + 1) * size).toArray();
            int[] ofRows = SlidingMaxima.of(x, elements, windows.horizontal().positions());
            int[] ofWindows = SlidingMaxima.of(x, ofRows, windows.vertical().positions());
            System.arraycopy(ofWindows, 0, largest, image * windows.count(), windows.count());
        }
        return largest;
    }

    /** The position of the maximum of a part of an image; the first NaN if there is one. */
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

    /** The positions of the maxima of ranges of numbers, each number given by its position. */
    private static final class SlidingMaxima extends SlidingReduction {

        private static final int NONE = -1;

        private final double[] x;
        private final int[] positions;
        private final int[] backwards;
        private final int[] largest;
        private int forwards = NONE;

        private SlidingMaxima(double[] x, int[] positions, int length, int[] largest) {
            this.x = x;
            this.positions = positions;
            this.backwards = new int[length];
            this.largest = largest;
        }

        static int[] of(double[] x, int[] positions, Ranges ranges) {
            int lines = positions.length / ranges.length();
            int[] largest = new int[lines * ranges.count()];
            new SlidingMaxima(x, positions, ranges.length(), largest).reduce(lines, ranges);
            return largest;
        }

        @Override
        protected void combineBackwards(int line, int from, int to) {
            int best = NONE;
            for (int i = to - 1; i >= from; i--) {
                best = larger(positions[line + i], best);
                backwards[i] = best;
            }
            forwards = NONE;
        }

        @Override
        protected void combineForwards(int line, int from, int to) {
            int best = forwards;
            for (int i = from; i < to; i++) {
                best = larger(best, positions[line + i]);
            }
            forwards = best;
        }

        @Override
        protected void set(int target, int from) {
            largest[target] = larger(backwards[from], forwards);
        }

        @Override
        protected void setEmpty(int target) {
            largest[target] = NONE;
        }

        /** The position of the larger number; the first of two equal ones. */
        private int larger(int first, int second) {
            return first == NONE || (second != NONE && isLarger(x[second], x[first])) ? second : first;
        }
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
