package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Exact;
import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a contributor reads whose loss answers wrong numbers. */
class MissesTests {

    @Test
    void textWhenEveryNumberHasTheWrongSignShouldSaySo() {
        assertThat(misses(exact -> -exact)).asString().startsWith("""
                3 of 4 numbers are too far from those of formula(); each has the wrong sign, for instance
                  a point: gradient of predictions[0] is -1.5, exactly 1.5:""");
    }

    @Test
    void textWhenEveryNumberLacksAFactorShouldSayWhich() {
        assertThat(misses(exact -> exact / 2)).asString()
                .contains("; each is 0.500000 times the exact one, for instance");
    }

    @Test
    void textWhenNumbersHaveNothingInCommonShouldGiveExamplesOnly() {
        assertThat(misses(exact -> exact + 1)).asString()
                .startsWith("3 of 4 numbers are too far from those of formula(), for instance");
    }

    private static Misses misses(DoubleUnaryOperator mistake) {
        Misses misses = new Misses();
        misses.addHit();
        for (double exact : new double[]{1.5, -2, 4}) {
            BigDecimal value = new BigDecimal(exact);
            misses.addMiss("a point", new Deviation("gradient of predictions", 0, mistake.applyAsDouble(exact),
                    new Exact(value, value.abs(), BigDecimal.ONE)));
        }
        return misses;
    }
}
