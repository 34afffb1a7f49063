package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DropoutTests extends LayerContract<Dropout> {

    DropoutTests() {
        super(Dropout.class);
    }

    private static Float64Tensor mask(int... kept) {
        double[] mask = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            mask[i] = kept[i];
        }
        return new Float64Tensor(Shape.of(2, kept.length / 2), mask);
    }

    @Override
    public List<LayerFixture<Dropout>> fixtures() {
        return List.of(
                LayerFixture.of(new Dropout(), LayerFixture.random(1, 2, 3)).with("mask", mask(1, 0, 1, 1, 0, 0)),
                LayerFixture.of(new Dropout(0, null), LayerFixture.random(2, 2, 2)).with("mask", mask(1, 0, 1, 1)),
                LayerFixture.of(new Dropout(0.3, null), LayerFixture.random(3, 2, 2)).with("mask", mask(1, 1, 0, 1)),
                LayerFixture.of(new Dropout(1, null), LayerFixture.random(3, 2, 2)).with("mask", mask(1, 1, 0, 1)),
                LayerFixture.of(new Dropout(0.3, -5L), LayerFixture.random(4, 3, 2)),
                LayerFixture.of(new Dropout(0.5, 7L).atStep(3), LayerFixture.random(5, 2, 2)));
    }

    @Override
    Map<String, String> options() {
        return Map.of("p", "0.5 in [0, 1]", "seed", "null in (-inf, inf)");
    }

    @Override
    public List<BigDecimal> formula(Dropout layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        BigDecimal rest = BigDecimal.ONE.subtract(new BigDecimal(layer.p()));
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < input.values().size(); i++) {
            ExactTensor mask = parameters.get("mask");
            BigDecimal kept = input.values().get(i)
                    .multiply(mask == null ? drawn(layer, i) : mask.values().get(i));
            output.add(rest.signum() == 0 ? BigDecimal.ZERO : math.divide(kept, rest));
        }
        return output;
    }

    /** 1 if the 53 highest bits of the number are at least p of all. */
    private static BigDecimal drawn(Dropout layer, int position) {
        long number = splitMix64(Objects.requireNonNull(layer.seed()), position);
        return BigDecimal.valueOf(number >>> 11).compareTo(new BigDecimal(layer.p() * 0x1p53)) >= 0
                ? BigDecimal.ONE
                : BigDecimal.ZERO;
    }

    /** As Steele, Lea and Flood (2014) publish it, with the constants of Vigna: https://prng.di.unimi.it/splitmix64.c. */
    private static long splitMix64(long seed, long position) {
        long z = seed + (position + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    // each step begins 2³² numbers after the one before
    @Test
    void atStepShouldDrawTheNumbersOfThatStep() {
        Dropout second = new Dropout(0.5, 11L).atStep(1);
        assertThat(splitMix64(Objects.requireNonNull(second.seed()), 0)).isEqualTo(splitMix64(11, 1L << 32));
        assertThat(new Dropout(0.5, 11L).atStep(0)).isEqualTo(new Dropout(0.5, 11L));
    }

    // printed by the Python program of docs/learning.md, which has a SplitMix64 of its own
    @Test
    void forwardWhenDrawnShouldKeepWhatIsDocumented() {
        Float64Tensor ones = new Float64Tensor(Shape.of(2, 3), new double[]{1, 1, 1, 1, 1, 1});
        assertThat(forward(LayerFixture.of(new Dropout(0.5, 9L).atStep(3), ones)).output().values())
                .containsExactly(0, 0, 0, 0, 2, 2);
    }

    // the standard deviation of the mean of 10⁶ numbers that are 0 or 1/0.7 is √(0.3/0.7)/10³ = 0.00065
    @Test
    void forwardWhenDrawnShouldKeepTheMeanAndDropAFraction() {
        Float64Tensor ones = new Float64Tensor(Shape.of(1_000_000), new double[1_000_000]);
        Arrays.fill(ones.values(), 1);
        double[] output = forward(LayerFixture.of(new Dropout(0.3, 1L), ones)).output().values();
        assertThat(Arrays.stream(output).average().orElseThrow()).isCloseTo(1, Offset.offset(0.002));
        assertThat(Arrays.stream(output).distinct()).containsExactlyInAnyOrder(0.0, 1 / 0.7);
    }

    @Test
    void forEvaluationShouldKeepEverything() {
        Float64Tensor input = LayerFixture.random(1, 5, 3);
        assertThat(forward(LayerFixture.of(new Dropout(0.9, 1L).forEvaluation(), input)).output().values())
                .isEqualTo(input.values());
    }

    @Test
    void outputShapeWhenMaskDoesNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new Dropout(), LayerFixture.random(1, 3)).with("mask", mask(1, 1, 1, 0))))
                .isEqualTo("mask[]: mask must have shape [3] of the layer's input, got [2, 2]");
        assertThat(misfit(LayerFixture.of(new Dropout(0.5, 1L), LayerFixture.random(1, 2, 2)).with("mask",
                mask(1, 1, 1, 0)))).isEqualTo("seed[]: dropout takes a mask or a seed, not both");
    }

    @Test
    void forwardWhenNaNIsDroppedShouldNotSeeIt() {
        Float64Tensor input = new Float64Tensor(Shape.of(2, 1), new double[]{Double.NaN, 1});
        assertThat(forward(LayerFixture.of(new Dropout(), input).with("mask", mask(0, 1))).output().values())
                .containsExactly(0, 2);
    }
}
