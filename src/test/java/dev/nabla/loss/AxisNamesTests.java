package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisNamesTests {

    private static Map<String, Shape> sizes(String axes, int... sizes) {
        Map<String, Shape> bound = new HashMap<>();
        AxisNames.of(axes).bind(Shape.of(sizes), bound);
        return bound;
    }

    /** The positions of a tensor of these axes that use one of the places of a mask. */
    private static int[] using(String axes, Map<String, Shape> sizes, String mask, int... places) {
        IntPredicate isIncluded = place -> IntStream.of(places).anyMatch(each -> each == place);
        AxisNames names = AxisNames.of(axes);
        int elements = names.shape(sizes).orElseThrow().elements();
        return IntStream.range(0, elements).filter(names.anyIncluded(AxisNames.of(mask), sizes, isIncluded)).toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            N, T      | 2 3   | true
            N, T      | 2     | false
            N, 4      | 5 4   | true
            N, 4      | 5 3   | false
            N, C, ... | 2 3   | true
            N, C, ... | 2 3 4 | true
            N, C, ... | 2     | false
            ...       | 2 3   | true""")
    void fitShouldCompareRankAndNumbers(String axes, String shape, boolean fits) {
        int[] sizes = Stream.of(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(AxisNames.of(axes).fit(Shape.of(sizes), Map.of())).isEqualTo(fits);
    }

    @Test
    void fitWhenANameHasASizeShouldWantThatSize() {
        Map<String, Shape> sizes = sizes("N, ...", 2, 3, 4);
        assertThat(AxisNames.of("N").fit(Shape.of(2), sizes)).isTrue();
        assertThat(AxisNames.of("N").fit(Shape.of(3), sizes)).isFalse();
        assertThat(AxisNames.of("..., S").fit(Shape.of(3, 4, 9), sizes)).isTrue();
        assertThat(AxisNames.of("..., S").fit(Shape.of(4, 3, 9), sizes)).isFalse();
    }

    @Test
    void shapeShouldBeKnownOnceEachNameHasASize() {
        Map<String, Shape> sizes = sizes("T, N, C, ...", 5, 2, 3, 7, 8);
        assertThat(AxisNames.of("N, ..., 4").shape(sizes)).contains(Shape.of(2, 7, 8, 4));
        assertThat(AxisNames.of("N, S").shape(sizes)).isEmpty();
        assertThat(AxisNames.of("N, S").inWords(sizes)).isEqualTo("[2, S]");
    }

    // By hand, in row-major order: element (n, c, x) of shape (2, 2, 3) is at 6n + 3c + x, place (n, x) of the mask at 3n + x.
    @Test
    void elementShouldUseThePlacesAtItsIndicesAlongSharedAxes() {
        Map<String, Shape> sizes = sizes("N, C, ...", 2, 2, 3);
        assertThat(using("N, C, ...", sizes, "N, ...", 1, 5)).containsExactly(1, 4, 8, 11);
        assertThat(using("N, C, ...", sizes, "N", 1)).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(using("N", sizes, "N, ...", 4)).containsExactly(1);
        assertThat(using("N, ...", sizes, "N, ...", 4)).containsExactly(4);
    }

    // (T, N, C) of shape (2, 3, 2), as of ctc: the element at 6t + 2n + c belongs to sequence n.
    @Test
    void elementWhenTheMaskHasAMiddleAxisShouldUseItsPlace() {
        assertThat(using("T, N, C", sizes("T, N, C", 2, 3, 2), "N", 2)).containsExactly(4, 5, 10, 11);
    }

    @Test
    void elementWhenNoAxisIsSharedShouldAlwaysBeUsed() {
        Map<String, Shape> sizes = sizes("N, G", 2, 3);
        assertThat(using("G", sizes, "N")).containsExactly(0, 1, 2);
    }
}
