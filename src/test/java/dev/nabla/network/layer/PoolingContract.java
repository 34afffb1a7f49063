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
import java.util.List;
import java.util.Map;
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

    /** What becomes of a window, of which {@code numbers} lie within the image. */
    abstract BigDecimal pooled(List<BigDecimal> numbers, IntegerPair kernelSize, Arithmetic math);

    @Override
    public final List<LayerFixture<L>> fixtures() {
        return List.of(LayerFixture.of(byDefault(), LayerFixture.random(1, 2, 1, 4, 5)),
                LayerFixture.of(layer(IntegerPair.of(3), IntegerPair.of(1), IntegerPair.of(1)),
                        LayerFixture.random(2, 2, 3, 4)),
                LayerFixture.of(layer(IntegerPair.of(2), IntegerPair.of(3), IntegerPair.of(1)),
                        LayerFixture.random(3, 1, 2, 5, 4)),
                LayerFixture.of(layer(new IntegerPair(3, 2), new IntegerPair(1, 2), new IntegerPair(1, 0)),
                        LayerFixture.random(4, 2, 1, 4, 5)),
                LayerFixture.of(layer(new IntegerPair(4, 6), IntegerPair.of(1), new IntegerPair(2, 3)),
                        LayerFixture.random(5, 1, 4, 6)));
    }

    @Override
    final Map<String, String> options() {
        return Map.of("kernel_size", "required in [1, 65535]", "stride", "null in [1, 65535]", "padding",
                "0 in [0, 65535]");
    }

    @Override
    public final List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        int height = input.shape().size(-2);
        int width = input.shape().size(-1);
        IntegerPair kernel = layer.kernelSize();
        IntegerPair padding = layer.padding();
        IntegerPair stride = layer.stride() == null ? kernel : layer.stride();
        ExactTensor images = new ExactTensor(Shape.of(input.values().size() / (height * width), height, width),
                input.values());
        List<BigDecimal> output = new ArrayList<>();
        for (int image = 0; image < images.shape().size(0); image++) {
            for (int top : starts(height, kernel.first(), padding.first(), stride.first())) {
                for (int left : starts(width, kernel.second(), padding.second(), stride.second())) {
                    List<BigDecimal> window = new ArrayList<>();
                    for (int k = Math.max(0, top); k < Math.min(height, top + (int) kernel.first()); k++) {
                        for (int l = Math.max(0, left); l < Math.min(width, left + (int) kernel.second()); l++) {
                            window.add(images.at(image, k, l));
                        }
                    }
                    output.add(pooled(window, kernel, math));
                }
            }
        }
        return output;
    }

    /** Where windows begin: as long as they end before the padding does. */
    private static int[] starts(int size, long kernel, long padding, long stride) {
        return IntStream
                .iterate((int) -padding, start -> start + kernel <= size + padding, start -> start + (int) stride)
                .toArray();
    }

    /** Layers whose windows, in images of 9 by 10, overlap so much that they are not visited one by one. */
    final Stream<L> overlapping() {
        return Stream.of(layer(new IntegerPair(5, 6), IntegerPair.of(1), new IntegerPair(2, 1)),
                layer(IntegerPair.of(7), IntegerPair.of(1), new IntegerPair(0, 3)),
                layer(new IntegerPair(4, 9), IntegerPair.of(1), new IntegerPair(2, 4)),
                layer(new IntegerPair(9, 8), new IntegerPair(1, 2), IntegerPair.of(4)),
                layer(new IntegerPair(7, 10), new IntegerPair(2, 1), new IntegerPair(3, 5)),
                layer(new IntegerPair(40, 30), new IntegerPair(3, 2), new IntegerPair(20, 15)));
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
