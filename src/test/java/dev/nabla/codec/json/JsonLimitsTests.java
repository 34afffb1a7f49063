package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large and deep documents. The limits are the project's own; the time limits only guard against hanging. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JsonLimitsTests {

    @Test
    void defaultShouldBeTheDocumentedOne() {
        assertThat(JsonLimits.DEFAULT).isEqualTo(new JsonLimits(64, 10_000, 10_000, 100_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257, Integer.MAX_VALUE})
    void limitOfNestingShouldFitTheStack(int nesting) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(nesting, 1)).withMessageContaining("256");
    }

    @Test
    void limitsShouldBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(64, 0, 1, 1))
                .withMessageContaining("names");
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(64, 1, 0, 1))
                .withMessageContaining("values");
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(64, 0)).withMessageContaining("fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "weight", "mask", "option", "other"})
    void readShouldAllowExactlySoMuchNesting(String field) {
        assertThatCode(() -> Requests.read(nested(field, "[", "]", 63))).doesNotThrowAnyException();
        assertThat(MalformedJsonTests.malformed(nested(field, "[", "]", 64)).detail())
                .isEqualTo("nesting is deeper than the limit of 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "weight", "mask", "option", "other"})
    void readWhenNestingIsHugeShouldStopAtTheLimit(String field) {
        assertThat(MalformedJsonTests.malformed(nested(field, "[", "]", 100_000)).column()).isLessThan(100);
        assertThat(MalformedJsonTests.malformed(nested(field, "{\"a\":", "}", 100_000)).detail())
                .contains("limit of 64");
        assertThat(MalformedJsonTests.malformed("{\"" + field + "\":" + "[".repeat(100_000)).detail())
                .contains("limit of 64");
    }

    // Half of what a thread gets by default (1 MiB on 64-bit Linux).
    @ParameterizedTest
    @ValueSource(strings = {"x", "weight", "mask", "option", "other"})
    void readWhenLimitIsTheHighestShouldFitASmallStack(String field) throws InterruptedException {
        byte[] arrays = nested(field, "[", "]", 255).getBytes(StandardCharsets.UTF_8);
        byte[] objects = ("{\"other\":" + "{\"a\":[".repeat(127) + "]}".repeat(127) + "}")
                .getBytes(StandardCharsets.UTF_8);
        AtomicInteger read = new AtomicInteger();
        Thread thread = new Thread(null, () -> {
            for (byte[] text : List.of(arrays, objects)) {
                read.addAndGet(
                        Requests.read(new ByteArrayInputStream(text), new JsonLimits(256, 100_000), null).names()
                                .size());
            }
        }, "small stack", 512 << 10);
        thread.start();
        thread.join();
        assertThat(read).hasValue(2);
    }

    private static String nested(String field, String open, String close, int depth) {
        return "{\"" + field + "\":" + open.repeat(depth) + close.repeat(depth) + "}";
    }

    // The decimal digits of one third: the value is that of 1.0 / 3 however many there are.
    @ParameterizedTest
    @ValueSource(strings = {"x", "weight", "option", "other"})
    void readWhenANumberHasAMillionDigitsShouldRoundItCorrectly(String field) {
        String third = "0." + "3".repeat(1_000_000);
        Fields document = Requests.read("{\"" + field + "\": " + third + ", \"y\": [-" + third + "]}");
        assertThat(Requests.float64(document, "y")).containsExactly(-1.0 / 3);
        assertThat(Requests.float32(document, "y")).containsExactly(-1.0f / 3);
    }

    @Test
    void readWhenExponentMakesUpForAMillionZerosShouldRoundCorrectly() {
        String zeros = "0".repeat(1_000_000);
        String text = "{\"x\": [0." + zeros + "15e1000001, 15" + zeros + "e-1000001, 1e-" + zeros + "1, 0e9" + zeros
                + "]}";
        assertThat(Requests.float64(Requests.read(text), "x")).containsExactly(1.5, 1.5, 0.1, 0);
    }

    // 1 + 2^-53 is half-way to the next double and its even neighbour is 1; any digit beyond it decides for the other.
    @Test
    void readWhenTheLastOfAMillionDigitsDecidesShouldSeeIt() {
        String half = "1.00000000000000011102230246251565404236316680908203125";
        String zeros = "0".repeat(1_000_000);
        assertThat(Requests.float64(Requests.read("{\"x\": [" + half + zeros + "," + half + zeros + "1]}"), "x"))
                .containsExactly(1.0, Math.nextUp(1.0));
    }

    @Test
    void readWhenANameIsHugeShouldKeepIt() {
        String name = "é\\n".repeat(2_000_000);
        assertThat(Requests.read("{\"" + name + "\": 1}").names().iterator().next()).hasSize(4_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{%s}", "{\"option\":{%s}}", "{\"other\":[{%s}]}", "{\"x\":[{%s}]}"})
    void readWhenAnObjectHasManyNamesShouldStopAtTheLimit(String object) {
        assertThatCode(() -> Requests.read(object.formatted(members(10_000)))).doesNotThrowAnyException();
        assertThat(MalformedJsonTests.malformed(object.formatted(members(10_001))).detail())
                .isEqualTo("an object has more keys than the limit of 10000");
    }

    // Ten objects of nine keys each, and the ten keys of the objects, are a hundred.
    @Test
    void readWhenAllObjectsTogetherHaveManyKeysShouldStopAtTheLimit() {
        JsonLimits limits = new JsonLimits(64, 100);
        String objects = IntStream.range(0, 10).mapToObj(i -> "\"other" + i + "\":{" + members(9) + "}")
                .collect(Collectors.joining(",", "{", "}"));
        assertThatCode(() -> read(objects, limits)).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(objects.replace("{\"field0", "{\"a\":0,\"field0"), limits))
                .withMessage(
                        "the body has more than 100 keys and list elements, the limit set by nabla.limits.max-fields");
    }

    private static Fields read(String text, JsonLimits limits) {
        return Requests.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limits, null);
    }

    // What is wrong is said of a hundred fields, since more are not listed.
    @Test
    void readWhenManyFieldsAreFaultyShouldDescribeTheFirstHundred() throws IOException {
        String text = IntStream.range(0, 101).mapToObj(i -> "\"f" + i + "\":\"?\"")
                .collect(Collectors.joining(",", "{", "}"));
        Fields fields = new JsonRequestReader(_ -> FieldKind.Value.REAL, JsonLimits.DEFAULT, null)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(faulty(fields, "f99").fault().detail()).startsWith("expected a number");
        assertThat(faulty(fields, "f100").fault().detail()).isEqualTo("the value is invalid");
        assertThat(faulty(fields, "f100").fault().path()).containsExactly("f100");
    }

    private static Field.Faulty faulty(Fields fields, String name) {
        return (Field.Faulty) Requests.field(fields, name);
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"field" + i + "\":" + i).collect(Collectors.joining(","));
    }

    @Test
    void readShouldGrowWithTheTensor() {
        String row = "[" + "0.5,".repeat(999) + "0.5]";
        String text = "{\"x\": [" + (row + ",").repeat(999) + row + "]}";
        assertThat(Requests.numbers(Requests.read(text), "x").shape()).isEqualTo(Shape.of(1000, 1000));
        assertThat(Requests.numbers(Requests.read(text, DType.FLOAT32), "x").shape()).isEqualTo(Shape.of(1000, 1000));
    }

    @Test
    void readWhenAnOptionHoldsATensorShouldRefuseIt() {
        String most = "0,".repeat(9_999) + "0";
        assertThat(Requests.field(Requests.read("{\"option\": [" + most + "]}"), "option"))
                .isInstanceOf(Field.Option.class);
        assertThat(Requests.field(Requests.read("{\"option\": [" + most + ",0]}"), "option"))
                .isInstanceOfSatisfying(Field.Faulty.class,
                        faulty -> assertThat(faulty.fault().detail())
                                .isEqualTo("option may have at most 10000 values"));
    }

    // ArrayGrowth ends at the longest array, without overflow on the way.
    @Test
    void capacityShouldGrowByHalfUntilTheLongestArray() {
        assertThat(ArrayGrowth.capacity(0, 1)).isEqualTo(16);
        assertThat(ArrayGrowth.capacity(1000, 1001)).isEqualTo(1516);
        assertThat(ArrayGrowth.capacity(1000, 5000)).isEqualTo(5000);
        assertThat(ArrayGrowth.capacity(2_000_000_000, 2_000_000_001)).isEqualTo(Integer.MAX_VALUE - 8);
        assertThat(ArrayGrowth.capacity(ArrayGrowth.MAX_LENGTH - 1, ArrayGrowth.MAX_LENGTH))
                .isEqualTo(ArrayGrowth.MAX_LENGTH);
    }
}
