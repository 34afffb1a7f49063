package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for a layer that makes one number of each window. */
abstract class PoolingContract<L extends Record & Pooling> extends LayerContract<L> {

    PoolingContract(Class<L> type) {
        super(type);
    }

    /** The layer with windows of two by two. */
    abstract L byDefault();

    abstract L layer(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding);

    /** The layer with windows that may reach beyond the padding. */
    abstract L ceil(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding);

    /** Layers with options that the other does not have, on images. */
    List<LayerFixture<L>> furtherFixtures() {
        return List.of();
    }

    /** Options that the other does not have. */
    Map<String, String> furtherOptions() {
        return Map.of();
    }

    /**
     * What becomes of a window.
     *
     * @param numbers its numbers within the image
     * @param elements how many elements it has in the padded image
     */
    abstract BigDecimal pooled(L layer, List<BigDecimal> numbers, int elements, Arithmetic math);

    @Override
    public final List<LayerFixture<L>> fixtures() {
        List<LayerFixture<L>> fixtures = new ArrayList<>(furtherFixtures());
        fixtures.addAll(List.of(LayerFixture.of(byDefault(), LayerFixture.random(1, 2, 1, 4, 5)),
                LayerFixture.of(ceil(IntegerPair.of(3), IntegerPair.of(2), IntegerPair.of(1)),
                        LayerFixture.random(6, 1, 2, 4, 5)),
                LayerFixture.of(ceil(new IntegerPair(5, 2), new IntegerPair(3, 4), IntegerPair.of(0)),
                        LayerFixture.random(7, 1, 4, 5)),
                LayerFixture.of(layer(IntegerPair.of(3), IntegerPair.of(1), IntegerPair.of(1)),
                        LayerFixture.random(2, 2, 3, 4)),
                LayerFixture.of(layer(IntegerPair.of(2), IntegerPair.of(3), IntegerPair.of(1)),
                        LayerFixture.random(3, 1, 2, 5, 4)),
                LayerFixture.of(layer(new IntegerPair(3, 2), new IntegerPair(1, 2), new IntegerPair(1, 0)),
                        LayerFixture.random(4, 2, 1, 4, 5)),
                LayerFixture.of(layer(new IntegerPair(4, 6), IntegerPair.of(1), new IntegerPair(2, 3)),
                        LayerFixture.random(5, 1, 4, 6))));
        return fixtures;
    }

    @Override
    final Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>(furtherOptions());
        options.putAll(Map.of("kernel_size", "required in [1, 65535]", "stride", "null in [1, 65535]", "padding",
                "0 in [0, 65535]", "ceil_mode", "false in (-inf, inf)"));
        return options;
    }

    @Override
    public final List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        int height = input.shape().size(-2);
        int width = input.shape().size(-1);
        int[] elements = paddedElements(layer, height, width);
        IntegerPair kernel = layer.kernelSize();
        IntegerPair padding = layer.padding();
        IntegerPair stride = layer.stride() == null ? kernel : layer.stride();
        ExactTensor images = new ExactTensor(Shape.of(input.values().size() / (height * width), height, width),
                input.values());
        List<BigDecimal> output = new ArrayList<>();
        for (int image = 0; image < images.shape().size(0); image++) {
            for (int top : starts(layer, height, kernel.first(), padding.first(), stride.first())) {
                for (int left : starts(layer, width, kernel.second(), padding.second(), stride.second())) {
                    List<BigDecimal> window = new ArrayList<>();
                    for (int k = Math.max(0, top); k < Math.min(height, top + (int) kernel.first()); k++) {
                        for (int l = Math.max(0, left); l < Math.min(width, left + (int) kernel.second()); l++) {
                            window.add(images.at(image, k, l));
                        }
                    }
                    output.add(pooled(layer, window, elements[output.size() % elements.length], math));
                }
            }
        }
        return output;
    }

    /**
     * Where windows begin: as long as they end before the padding does; with ceil_mode, up to the first that does not, if it
     * begins within the image or the padding before it.
     */
    private int[] starts(L layer, int size, long kernel, long padding, long stride) {
        List<Integer> starts = new ArrayList<>();
        int start = (int) -padding;
        while (start + kernel <= size + padding) {
            starts.add(start);
            start += (int) stride;
        }
        boolean isPartial = layer.ceilMode() && (starts.isEmpty() || starts.getLast() + kernel < size + padding);
        if (isPartial && start < size) {
            starts.add(start);
        }
        return starts.stream().mapToInt(each -> each).toArray();
    }

    /** The number of elements of each window of an image with its padding. */
    final int[] paddedElements(L layer, int height, int width) {
        IntegerPair kernel = layer.kernelSize();
        IntegerPair stride = Objects.requireNonNullElse(layer.stride(), kernel);
        IntegerPair padding = layer.padding();
        return Arrays.stream(starts(layer, height, kernel.first(), padding.first(), stride.first()))
                .map(top -> Math.min(height + (int) padding.first(), top + (int) kernel.first()) - top)
                .flatMap(rows -> Arrays.stream(starts(layer, width, kernel.second(), padding.second(), stride.second()))
                        .map(left -> rows
                                * (Math.min(width + (int) padding.second(), left + (int) kernel.second()) - left)))
                .toArray();
    }

    /** Layers whose windows, in images of 9 by 10, overlap so much that they are not visited one by one. */
    final Stream<L> overlapping() {
        return Stream.of(layer(new IntegerPair(5, 6), IntegerPair.of(1), new IntegerPair(2, 1)),
                layer(IntegerPair.of(7), IntegerPair.of(1), new IntegerPair(0, 3)),
                layer(new IntegerPair(4, 9), IntegerPair.of(1), new IntegerPair(2, 4)),
                layer(new IntegerPair(9, 8), new IntegerPair(1, 2), IntegerPair.of(4)),
                layer(new IntegerPair(7, 10), new IntegerPair(2, 1), new IntegerPair(3, 5)),
                layer(new IntegerPair(40, 30), new IntegerPair(3, 2), new IntegerPair(20, 15)),
                ceil(new IntegerPair(6, 8), new IntegerPair(2, 1), new IntegerPair(3, 4)),
                ceil(new IntegerPair(8, 9), new IntegerPair(3, 1), new IntegerPair(3, 4)));
    }

    /** Two images of 9 by 10. */
    static Float64Tensor images(DoubleSupplier pixels) {
        return new Float64Tensor(Shape.of(2, 9, 10), DoubleStream.generate(pixels).limit(180).toArray());
    }

    /** The positions in each window of some images, in order. */
    final List<int[]> windows(L layer, Shape images) {
        Windows windows = layer.windows(images);
        assertThat(windows.overlapMuch()).isTrue();
        return IntStream.range(0, windows.planes()).mapToObj(image -> image * windows.imageSize())
                .flatMap(image -> IntStream.range(0, windows.count()).mapToObj(windows::part)
                        .map(part -> IntStream.range(part.top(), part.bottom())
                                .flatMap(row -> IntStream.range(part.left(), part.right())
                                        .map(column -> image + row * windows.width() + column))
                                .toArray()))
                .toList();
    }

    @Test
    void outputShapeWhenWindowsDoNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(
                LayerFixture.of(layer(IntegerPair.of(4), null, IntegerPair.of(0)), LayerFixture.random(1, 1, 3, 5))))
                .startsWith("kernel_size[]: ")
                .contains("windows of 4x4", "[1, 3, 5]");
        assertThat(misfit(LayerFixture.of(byDefault(), LayerFixture.random(1, 3, 5)))).startsWith("input[]: ")
                .contains("got [3, 5]");
    }

    @Test
    void constructorWhenAWindowCouldLieInThePaddingShouldRefuse() {
        assertThatThrownBy(() -> layer(IntegerPair.of(3), null, IntegerPair.of(2)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("padding must be at most half of kernel_size 3, got 2");
    }

    @Test
    void forwardWhenWindowsAreFarLargerThanTheImageShouldAnswerAtOnce() {
        assertThat(
                forward(LayerFixture.of(layer(IntegerPair.of(65535), null, IntegerPair.of(32767)),
                        LayerFixture.random(1, 1, 2, 2))).output().shape())
                .isEqualTo(Shape.of(1, 1, 1));
    }
}
