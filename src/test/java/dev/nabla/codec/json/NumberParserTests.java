package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers are rounded once, as {@link Double#parseDouble} and {@link Float#parseFloat} round them; exact decimal
 * arithmetic is the second opinion. The system property {@code nabla.codec.numbers} tells how many random texts to try
 * (20,000 unless told; millions take minutes), {@code nabla.codec.seed} from which seed.
 */
@Execution(ExecutionMode.CONCURRENT)
class NumberParserTests {

    private static final int COUNT = Integer.getInteger("nabla.codec.numbers", 20_000);
    private static final long SEED = Long.getLong("nabla.codec.seed", 20_260_101L);
    private static final int BATCH = 1000;

    @Test
    void readShouldRoundRandomTextsAsThePlatformDoes() {
        NumberTexts texts = new NumberTexts(new SplittableRandom(SEED));
        for (int done = 0; done < COUNT; done += BATCH) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(texts.next());
            }
            assertRounded(batch);
        }
    }

    // Powers of two and ten, ends of the ranges, and texts that have broken parsers: PHP bug 53632 and Java's
    // CVE-2010-4476 (2.2250738585072012e-308), Bigcomp's half-way cases (exploringbinary.com), 9007199254740993 = 2^53 + 1.
    @ParameterizedTest
    @ValueSource(
        strings = {"0", "-0", "0.0", "1", "-1", "9007199254740991", "9007199254740992", "9007199254740993",
                "9007199254740993.0000000000000000000000000001", "9007199254740992.99999999999999999999999999", "1e22",
                "1e23", "-1e23",
                "9007199254740991e22", "9007199254740993e22", "8.5e23", "2.2250738585072011e-308",
                "2.2250738585072012e-308",
                "2.2250738585072014e-308", "4.9e-324", "4.9406564584124654e-324", "2.4703282292062327e-324",
                "2.4703282292062328e-324", "2.47e-324", "1e-323", "1.7976931348623157e308", "1.7976931348623158e308",
                "1.448997445238699", "0.500000000000000166533453693773481063544750213623046875",
                "3.518437208883201171875e13", "62.5364939768271845828", "8.10109172351e-10",
                "1.50000000000000011102230246251565",
                "6929495644600919.5", "3.7455744005952583e15", "2.2250738585072011360e-308", "9214843084008499",
                "0.000000000000000000000000000000000000011754943508222875", "16777216", "16777217", "16777218",
                "16777219",
                "33554431", "16777217.0000000000000000001", "16777216.9999999999999999999", "1.1754943508222875e-38",
                "1.1754942807573643e-38", "1.401298464324817e-45", "7.006492321624085e-46", "7.006492321624086e-46",
                "7e-46",
                "3.4028234663852886e38", "3.4028235677973366e38", "3.4028235677973365e38", "123456789012345678",
                "18446744073709551615",
                "18446744073709551616", "9999999999999999999", "99999999999999999999", "0.00000000000000000001",
                "1e-342",
                "1e-343",
                "9999999999999999999e-343", "9999999999999999999e-360", "1e308", "10e307", "0.1e309",
                "1e0000000000000000000001",
                "1E-0000000000000000000001", "0e400", "0.0e-400", "-0e99999999999"})
    void readShouldRoundHardTextsAsThePlatformDoes(String text) {
        assertRounded(List.of(text, text.startsWith("-") ? text.substring(1) : "-" + text));
    }

    // What most numbers look like is read at one go: here are all lengths of that form, and a little more of everything.
    @ParameterizedTest
    @ValueSource(
        strings = {"", "E-0", "e-7", "E-9", "E-10", "E-23", "e-24", "E-38", "E-45", "E-007", "E-100", "E3", "e+12"})
    void readShouldRoundNumbersOfOneDigitBeforeThePointAsThePlatformDoes(String exponent) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts = new ArrayList<>();
        for (int decimals = 1; decimals <= 26; decimals++) {
            for (int first = 0; first <= 9; first++) {
                long any = random.nextLong(1_000_000_000_000_000_000L);
                String digits = "%018d".formatted(any) + (any % 3 == 0 ? "00000000" : "12345678");
                String text = (any % 2 == 0 ? "-" : "") + first + "." + digits.substring(0, decimals) + exponent;
                texts.add(text);
                texts.add(first + "." + "0".repeat(decimals) + exponent);
                texts.add((first + 10) + "." + "9".repeat(decimals) + exponent);
            }
        }
        assertRounded(texts);
    }

    // Rounded to a double first, these are on the wrong side of a point half-way between two floats, or just on it.
    @Test
    void readWhenNumbersAreNearlyHalfWayBetweenFloatsShouldRoundOnce() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            float value = (float) (random.nextDouble(-10, 10) * Math.pow(10, -random.nextInt(20)));
            BigDecimal middle = new BigDecimal((value + (double) Math.nextUp(value)) / 2);
            BigDecimal cut = middle.round(new MathContext(random.nextInt(8, 19)));
            texts.add(withPointBehindTheFirst(cut));
            texts.add(withPointBehindTheFirst(cut.add(cut.ulp())));
        }
        assertRounded(texts);
    }

    private static String withPointBehindTheFirst(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + digits.substring(1)
                + (exponent == 0 ? "" : "E" + exponent);
    }

    // 768 digits: the longest of all points half-way between two doubles, just below the smallest normal one.
    @Test
    void readWhenAHalfWayPointHas768DigitsShouldSeeThemAll() {
        BigDecimal middle = new BigDecimal(Double.MIN_NORMAL).add(new BigDecimal(Math.nextDown(Double.MIN_NORMAL)))
                .divide(BigDecimal.TWO);
        assertThat(middle.precision()).isEqualTo(768);
        BigDecimal beyond = BigDecimal.ONE.scaleByPowerOfTen(-middle.scale() - 100);
        assertRounded(List.of(middle.toPlainString(), middle.toString(), middle.add(beyond).toPlainString(),
                middle.subtract(beyond).toPlainString()));
        assertThat(Requests.float64(Requests.read("{\"x\": [" + middle + "," + middle.add(beyond) + "]}"), "x"))
                .containsExactly(Double.MIN_NORMAL, Double.MIN_NORMAL);
        assertThat(Requests.float64(Requests.read("{\"x\": " + middle.subtract(beyond) + "}"), "x"))
                .containsExactly(Math.nextDown(Double.MIN_NORMAL));
    }

    // The second opinion: no other double is nearer; of two as near, the even one is taken.
    @Test
    void readShouldTakeTheNearestByExactArithmetic() {
        NumberTexts texts = new NumberTexts(new SplittableRandom(SEED + 1));
        for (int i = 0; i < COUNT / 10; i++) {
            String text = texts.next();
            if (Requests.readX(text) instanceof JsonNumbers numbers) {
                double value = numbers.as(DType.FLOAT64).get(0);
                assertThat(isNearest(new BigDecimal(text), value)).as("%s as %s", text, value).isTrue();
            }
        }
    }

    private static boolean isNearest(BigDecimal exact, double value) {
        BigDecimal error = exact.subtract(new BigDecimal(value)).abs();
        for (double other : new double[]{Math.nextUp(value), Math.nextDown(value)}) {
            BigDecimal otherError = Double.isInfinite(other)
                    ? error.add(BigDecimal.ONE)
                    : exact.subtract(new BigDecimal(other)).abs();
            int order = error.compareTo(otherError);
            boolean even = (Double.doubleToRawLongBits(value) & 1) == 0;
            if (order > 0 || (order == 0 && !even)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void asWhenDtypeStandsAfterTheTensorShouldRoundTheTextOnce() {
        // The double of this text is 16777217, half-way between two floats; the text is above it.
        String text = "16777217.000000000000001";
        assertThat((float) Double.parseDouble(text)).isEqualTo(16777216);
        Fields document = Requests
                .read("{\"x\": [[1], [" + text + "]], \"weight\": [" + text + "], \"dtype\": \"float32\"}");
        assertThat(Requests.float32(document, "x")).containsExactly(1, 16777218);
        assertThat(Requests.float32(document, "weight")).containsExactly(16777218);
        assertThat(Requests.float64(document, "x")).containsExactly(1, 16777217);
    }

    @Test
    void readWhenDtypeIsKnownShouldStoreFloat32AtOnce() {
        assertThat(Requests.numbers(Requests.read("{\"dtype\": \"float32\", \"x\": 1, \"weight\": 1}"), "x").dtype())
                .isEqualTo(DType.FLOAT32);
        assertThat(Requests.numbers(Requests.read("{\"x\": 1}", DType.FLOAT32), "x").dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Requests.numbers(Requests.read("{\"weight\": 1}", DType.FLOAT32), "weight").dtype())
                .isEqualTo(DType.FLOAT64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"float64\"", "\"float16\"", "\"FLOAT32\"", "null", "32", "[\"float32\"]"})
    void readWhenDtypeIsAnotherShouldReadFloat64(String dtype) {
        assertThat(Requests.numbers(Requests.read("{\"dtype\": " + dtype + ", \"x\": 1}"), "x").dtype())
                .isEqualTo(DType.FLOAT64);
    }

    @Test
    void readWhenDtypeIsKnownBeforehandShouldNotHeedTheField() {
        assertThat(Requests.numbers(Requests.read("{\"dtype\": \"float32\", \"x\": 1}", DType.FLOAT64), "x").dtype())
                .isEqualTo(DType.FLOAT64);
    }

    @Test
    void asWhenANumberIsBeyondFloat32ShouldNameItsPlace() {
        JsonNumbers numbers = Requests.numbers(
                Requests.read("{\"x\": [[1, \"Infinity\"], [3.4028235e38, -3.4028236e38]]}"),
                "x");
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> numbers.as(DType.FLOAT32))
                .withMessageContaining("out of range for float32").satisfies(exception -> {
                    assertThat(exception.faults().getFirst().field()).isEqualTo("x");
                    assertThat(exception.faults().getFirst().index()).containsExactly(1, 1);
                });
    }

    @Test
    void asWhenReadAsFloat32ShouldStayFloat32() {
        JsonNumbers numbers = Requests.numbers(Requests.read("{\"x\": 0.1}", DType.FLOAT32), "x");
        assertThat(numbers.as(DType.FLOAT64)).isSameAs(numbers.as(DType.FLOAT32));
    }

    /** Finite texts only make a tensor; the others are tried one by one. */
    private static void assertRounded(List<String> texts) {
        List<String> finite = new ArrayList<>();
        for (String text : texts) {
            if (Double.isInfinite(Double.parseDouble(text))) {
                assertThat(Requests.readX(text)).as(text).isInstanceOf(Field.Faulty.class);
            } else if (Float.isInfinite(Float.parseFloat(text))) {
                assertThat(Requests.field(Requests.read("{\"x\":" + text + "}", DType.FLOAT32), "x")).as(text)
                        .isInstanceOf(Field.Faulty.class);
                assertDoubles(List.of(text));
            } else {
                finite.add(text);
            }
        }
        assertDoubles(finite);
        assertFloats(finite);
    }

    private static void assertDoubles(List<String> texts) {
        long[] expected = texts.stream().mapToLong(text -> Double.doubleToRawLongBits(Double.parseDouble(text)))
                .toArray();
        double[] read = Requests.float64(Requests.read("{\"x\":" + texts + "}"), "x");
        long[] bits = Arrays.stream(read).mapToLong(Double::doubleToRawLongBits).toArray();
        int different = Arrays.mismatch(bits, expected);
        assertThat(different).as(() -> texts.get(different) + " became " + read[different]).isNegative();
    }

    private static void assertFloats(List<String> texts) {
        int[] expected = texts.stream().mapToInt(text -> Float.floatToRawIntBits(Float.parseFloat(text))).toArray();
        assertThat(bits(Requests.float32(Requests.read("{\"x\":" + texts + "}", DType.FLOAT32), "x")))
                .isEqualTo(expected);
        assertThat(bits(Requests.float32(Requests.read("{\"x\":" + texts + "}"), "x"))).isEqualTo(expected);
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
