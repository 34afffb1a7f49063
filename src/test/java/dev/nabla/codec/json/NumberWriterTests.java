package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Finite numbers are written as {@link Double#toString(double)} and {@link Float#toString(float)} write them. The system
 * property {@code nabla.codec.numbers} tells how many random numbers of each kind to try (20,000 unless told),
 * {@code nabla.codec.seed} from which seed; {@code nabla.codec.floats=true} has every float tried, which takes minutes.
 */
class NumberWriterTests {

    private static final int COUNT = Integer.getInteger("nabla.codec.numbers", 20_000);
    private static final long SEED = Long.getLong("nabla.codec.seed", 20_260_101L);
    private static final long FLOAT_STEP = Boolean.getBoolean("nabla.codec.floats") ? 1 : 9_973;

    private final NumberWriter writer = new NumberWriter();
    private final float[] one = new float[1];
    private final byte[] buffer = new byte[1 + NumberWriter.MAX_LENGTH];

    @Test
    void writeWhenBitsAreRandomShouldBeAsThePlatformHasIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            check(Double.longBitsToDouble(random.nextLong()));
            check(Float.intBitsToFloat(random.nextInt()));
        }
    }

    // What gradients look like, and what people write.
    @Test
    void writeWhenNumbersAreCommonShouldBeAsThePlatformHasIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            double scale = Math.pow(10, random.nextInt(-9, 10));
            double any = (random.nextDouble() - 0.5) * scale;
            check(any);
            check((float) any);
            double brief = random.nextInt(-10_000, 10_000) / scale;
            check(brief);
            check((float) brief);
        }
    }

    @Test
    void writeShouldTakeFloatsOfAllSizes() {
        for (long bits = 0; bits < 1L << 32; bits += FLOAT_STEP) {
            check(Float.intBitsToFloat((int) bits));
        }
    }

    // Around a power of two the neighbours below are nearer than those above.
    @Test
    void writeShouldTakeTheNeighboursOfPowersOfTwo() {
        for (long exponent = 0; exponent < 0x7FF; exponent++) {
            for (long step = -3; step <= 3; step++) {
                check(Double.longBitsToDouble((exponent << 52) + step));
            }
        }
        for (int exponent = 0; exponent < 0xFF; exponent++) {
            for (int step = -3; step <= 3; step++) {
                check(Float.intBitsToFloat((exponent << 23) + step));
            }
        }
    }

    @Test
    void writeShouldTakeTheNeighboursOfPowersOfTen() {
        for (int exponent = -324; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            checkAround(power);
            checkAround(9 * power);
            checkAround((float) power);
            checkAround((float) (9 * power));
        }
    }

    private void checkAround(double value) {
        check(Math.nextDown(value));
        check(value);
        check(Math.nextUp(value));
    }

    private void checkAround(float value) {
        check(Math.nextDown(value));
        check(value);
        check(Math.nextUp(value));
    }

    // Half-way between two decimals, whole or exactly 17 digits long: where one digit more or less is a matter of one bit.
    @Test
    void writeWhenNumbersAreBinaryFractionsShouldBeAsThePlatformHasIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            double any = Math.scalb((double) (random.nextLong() >> random.nextInt(10, 64)), -random.nextInt(64));
            check(any);
            check((float) any);
        }
    }

    @Test
    void writeWhenNumbersFollowOneAnotherShouldPutACommaBehindEach() {
        double[] wide = {-0.0, Double.NaN, -1.5, Double.NEGATIVE_INFINITY, 0, 1e-7, -Double.MIN_VALUE, 0.1, -3e300};
        float[] narrow = {-0.0f, Float.NaN, -1.5f, Float.NEGATIVE_INFINITY, 0, 1e-7f, -Float.MIN_VALUE, 0.1f, -3e30f};
        byte[] row = new byte[wide.length * NumberWriter.MAX_LENGTH + 1];
        assertThat(text(row, writer.write(wide, 0, wide.length, row, 1)))
                .isEqualTo("-0.0,\"NaN\",-1.5,\"-Infinity\",0.0,1.0E-7,-4.9E-324,0.1,-3.0E300,");
        assertThat(text(row, writer.write(narrow, 0, narrow.length, row, 1)))
                .isEqualTo("-0.0,\"NaN\",-1.5,\"-Infinity\",0.0,1.0E-7,-1.4E-45,0.1,-3.0E30,");
        assertThat(text(row, writer.write(wide, 2, 3, row, 1))).isEqualTo("-1.5,");
    }

    // Ends of the ranges, of the layouts, and of the integers; numbers that older algorithms wrote too long or wrong.
    @ParameterizedTest
    @ValueSource(
        strings = {"0", "4.9e-324", "9.9e-324", "1.5e-323", "2.2250738585072014E-308",
                "1.7976931348623157E308", "0.001", "0.0009999999999999998", "0.01", "0.1", "1", "9", "10", "100",
                "12345.678", "1e6", "1e7", "9999999", "9999999.999999998", "9007199254740993", "4503599627370497.5",
                "9007199254740992.0", "1e15", "1e16", "1e17", "123456789012345680.0", "1e21", "1e22", "1e23", "2e23",
                "2.0E-3", "8.41e21", "2.2250738585072011e-308", "4.35e-320", "5e-5", "9.5367431640625e-7",
                "1.7976931348623155e308", "1.4e-45", "9.8e-45", "1.1e-44", "1.17549435E-38", "3.4028235E38",
                "3.4028233e38",
                "33554432", "33554434", "18014398509481984", "18014398509481988", "8.5e9", "1.1754942e-38",
                "2.3509887E-38"})
    void writeShouldTakeHardNumbers(String text) {
        double value = Double.parseDouble(text);
        checkAround(value);
        checkAround(-value);
        checkAround((float) value);
        checkAround((float) -value);
    }

    private void check(double value) {
        if (Double.isFinite(value)) {
            check(writer.write(value, buffer, 1), Double.toString(value));
        }
    }

    private void check(float value) {
        if (Float.isFinite(value)) {
            one[0] = value;
            check(writer.write(one, 0, 1, buffer, 1) - 1, Float.toString(value));
        }
    }

    private void check(int end, String expected) {
        String written = text(buffer, end);
        // Millions of assertions take minutes.
        if (!written.equals(expected)) {
            assertThat(written).isEqualTo(expected);
        }
    }

    private static String text(byte[] bytes, int end) {
        return new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
