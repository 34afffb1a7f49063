package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.network.Layer;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.Padding;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer that convolves images or sequences, computed as one matrix product per image and group, with the windows as columns.
 */
interface Convolution extends Layer {

    String WEIGHT = "weight";
    String BIAS = "bias";

    /** The number of groups into which the channels are split. */
    long groups();

    /** The number of axes along which windows slide, which are the last. */
    int axes();

    /**
     * The windows over an input.
     *
     * @throws InvalidRequestException if none fits
     */
    Windows windows(Shape input, Shape weight);

    /** The shape of an output with one value per window. */
    Shape outputShape(Windows windows, Shape input);

    /** The parameters of a convolution with kernels of a shape. */
    static List<Parameter> parameters(String kernels) {
        return List.of(Parameter.learnable(WEIGHT, kernels, "convolution kernels"),
                Parameter.learnable(BIAS, "(out)", "bias of each output channel").optional());
    }

    /**
     * Checks that windows slide by one position if the padding shall keep their number.
     *
     * @throws InvalidOptionException if not
     */
    static void checkSame(boolean isSame, boolean isUnitStride, Object stride) {
        if (isSame && !isUnitStride) {
            throw new InvalidOptionException("padding",
                    "padding \"" + Padding.SAME + "\" needs a stride of 1, got a stride of " + stride);
        }
    }

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        Shape weight = parameters.shape(WEIGHT);
        if (weight.rank() != 2 + axes() || hasEmptyKernel(weight)) {
            throw Layer.misfit(WEIGHT, "weight must have shape " + parameters().getFirst().shape() + ", got " + weight);
        }
        Windows windows = windows(input, weight);
        int channels = channels(input);
        if (weight.size(1) * groups() != channels) {
            throw Layer.misfit(WEIGHT, "weight has " + weight.size(1) + " channels for each of " + groups()
                    + " groups, but the layer's input has " + channels + " channels (shape " + input + ")");
        }
        if (weight.size(0) % groups() != 0) {
            throw Layer.misfit("groups", "groups must divide the " + weight.size(0)
                    + " output channels of weight, got " + groups());
        }
        Float64Tensor bias = parameters.find(BIAS);
        if (bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
            throw Layer.misfit(BIAS, "bias must have shape " + Shape.of(weight.size(0))
                    + ", one value per output channel, got " + bias.shape());
        }
        if (Shape.of(weight.stride(0), windows.count()).elements() > LARGEST) {
            throw Layer.misfit(WEIGHT, "the windows of an image would hold more than " + LARGEST
                    + " values; the layer's input has shape " + input);
        }
        return outputShape(windows, input).with(input.rank() - axes() - 1, weight.size(0));
    }

    private static boolean hasEmptyKernel(Shape weight) {
        for (int axis = 2; axis < weight.rank(); axis++) {
            if (weight.size(axis) == 0) {
                return true;
            }
        }
        return false;
    }

    private int channels(Shape input) {
        return input.size(-1 - axes());
    }

    /** Each image and group is a product of its weights and its windows, forward, and two such products backward. */
    @Override
    default Cost cost(Shape input, Shape output, Parameters parameters) {
        Shape weight = parameters.shape(WEIGHT);
        Windows windows = windows(input, weight);
        long area = weight.stride(1);
        long columns = Cost.times(area * weight.size(1), windows.count());
        long images = windows.planes() / Math.max(1, channels(input));
        long multiplyAdds = Cost.times(3 * images * weight.size(0), columns);
        return Layer.ofElements(input, output).plus(Cost.retained(Cost.times(area, windows.count())))
                .plus(Cost.retained(weight.elements())).plus(Cost.scratch(2L * weight.elements()))
                .plus(Cost.scratch(CompensatedSums.NUMBERS * (long) input.elements())).plus(Cost.scratch(2 * columns))
                .plus(Cost.multiplyAdds(multiplyAdds))
                .plus(Cost.operations(Cost.times(10 * images * groups(), columns)));
    }

    @Override
    default Pass forward(Tensor input, Parameters parameters) {
        Float64Tensor weight = parameters.get(WEIGHT);
        Float64Tensor bias = parameters.find(BIAS);
        Patches patches = new Patches(input.widened(), channels(input.shape()), weight.shape(),
                windows(input.shape(), weight.shape()), (int) groups());
        Shape shape = outputShape(input.shape(), parameters);
        Float64Tensor output = product(patches, weight, bias, shape);
        Overflow.mend(output, () -> product(patches.shrunk(), Overflow.shrunk(weight),
                bias == null ? null : Overflow.shrunk(Overflow.shrunk(bias)), shape));
        return new ConvolutionPass(patches, weight, bias, output);
    }

    private static Float64Tensor product(Patches patches, Float64Tensor weight, @Nullable Float64Tensor bias,
            Shape shape) {
        Float64Tensor output = Float64Tensor.zeros(shape);
        int windows = patches.columns();
        for (int i = 0; bias != null && i < output.values().length; i++) {
            output.values()[i] = bias.values()[i / windows % bias.values().length];
        }
        for (int part = 0; part < patches.parts(); part++) {
            double[] sums = patches.outputs(part, output);
            MatrixProduct.add(patches.weights(part, weight), patches.of(part), sums);
            patches.putOutputs(part, sums, output);
        }
        return output;
    }

    record ConvolutionPass(Patches patches, Float64Tensor weight, @Nullable Float64Tensor bias, Float64Tensor output)
            implements
            Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            Float64Tensor ofInput = ofInput(patches, weight, upstream);
            Overflow.mend(ofInput, () -> ofInput(patches, Overflow.shrunk(weight), Overflow.shrunk(upstream)));
            Float64Tensor ofWeight = ofWeight(patches, upstream);
            Overflow.mend(ofWeight, () -> ofWeight(patches.shrunk(), Overflow.shrunk(upstream)));
            gradients.put(WEIGHT, ofWeight);
            if (bias != null) {
                CompensatedSums sums = new CompensatedSums(bias.values().length);
                for (int i = 0; i < upstream.values().length; i++) {
                    sums.add(i / patches.columns() % bias.values().length, upstream.values()[i]);
                }
                gradients.put(BIAS, new Float64Tensor(bias.shape(), sums.totals()));
            }
            return ofInput;
        }

        private static Float64Tensor ofInput(Patches patches, Float64Tensor weight, Float64Tensor upstream) {
            CompensatedSums ofInput = new CompensatedSums(patches.input().values().length);
            for (int part = 0; part < patches.parts(); part++) {
                double[] ofPatches = new double[patches.rows() * patches.columns()];
                MatrixProduct.add(patches.weights(part, weight).transposed(), patches.outputMatrix(part, upstream),
                        ofPatches);
                patches.addTo(ofInput, part, ofPatches);
            }
            return new Float64Tensor(patches.input().shape(), ofInput.totals());
        }

        private Float64Tensor ofWeight(Patches of, Float64Tensor upstream) {
            double[][] ofWeight = new double[of.groups()][of.outputs() * of.rows()];
            for (int part = 0; part < of.parts(); part++) {
                MatrixProduct.add(of.outputMatrix(part, upstream), of.of(part).transposed(),
                        ofWeight[part % of.groups()]);
            }
            return new Float64Tensor(weight.shape(),
                    Arrays.stream(ofWeight).flatMapToDouble(Arrays::stream).toArray());
        }
    }

    /**
     * The windows of the images as columns of matrices (im2col): one matrix, called a part, for each image and group of
     * channels. Multiplying it from the left by the weights of its group gives the output channels of the part.
     */
    record Patches(
        Float64Tensor input,
        int channels,
        int[] positions,
        int imageSize,
        int groups,
        int outputs,
        int rows,
        int columns,
        int parts) {

        Patches(Float64Tensor input, int channels, Shape weight, Windows windows, int groups) {
            this(input, channels, windows.positions(), windows.imageSize(), groups, weight.size(0) / groups,
                    weight.stride(0), windows.count(), windows.planes() / Math.max(1, channels) * groups);
        }

        /** The windows of images that are small enough. */
        Patches shrunk() {
            return new Patches(Overflow.shrunk(input), channels, positions, imageSize, groups, outputs, rows, columns,
                    parts);
        }

        private int firstImage(int part) {
            return part * (channels / groups) * imageSize;
        }

        Matrix of(int part) {
            double[] values = new double[Math.multiplyExact(rows, columns)];
            int image = firstImage(part);
            for (int from = 0; from < values.length; from += positions.length, image += imageSize) {
                for (int i = 0; i < positions.length; i++) {
                    values[from + i] = positions[i] < 0 ? 0 : input.values()[image + positions[i]];
                }
            }
            return Matrix.of(values, rows, columns);
        }

        /** Adds the elements of the windows to the pixels that they were taken from (col2im). */
        void addTo(CompensatedSums images, int part, double[] values) {
            int image = firstImage(part);
            for (int from = 0; from < values.length; from += positions.length, image += imageSize) {
                for (int i = 0; i < positions.length; i++) {
                    if (positions[i] >= 0) {
                        images.add(image + positions[i], values[from + i]);
                    }
                }
            }
        }

        Matrix weights(int part, Float64Tensor weight) {
            int size = outputs * rows;
            int from = part % groups * size;
            return Matrix.of(Arrays.copyOfRange(weight.values(), from, from + size), outputs, rows);
        }

        double[] outputs(int part, Float64Tensor all) {
            int size = outputs * columns;
            return Arrays.copyOfRange(all.values(), part * size, (part + 1) * size);
        }

        Matrix outputMatrix(int part, Float64Tensor all) {
            return Matrix.of(outputs(part, all), outputs, columns);
        }

        void putOutputs(int part, double[] values, Float64Tensor all) {
            System.arraycopy(values, 0, all.values(), part * values.length, values.length);
        }
    }
}
