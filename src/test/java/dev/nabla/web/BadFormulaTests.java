package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Formulas that ask for too much, or for nothing that there is. */
@ServiceTest
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadFormulaTests {

    @Autowired
    ServiceClient service;

    private ServiceClient.Answer answer(String formula, String inputs) {
        return service.post("/v1/expressions", "{\"formula\": " + JsonMapper.shared().writeValueAsString(formula)
                + ", \"inputs\": " + inputs + "}");
    }

    private static String repeated(int count, String line) {
        return "a0 = x\n" + IntStream.range(0, count)
                .mapToObj(i -> "a" + (i + 1) + " = " + line.replace("A", "a" + i)).collect(Collectors.joining("\n"))
                + "\na" + count;
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("x".repeat(1_000_000), "a formula has at most 10000 characters, this one has 1000000"),
                Arguments.of("(".repeat(100_000), "at most 10000 characters"),
                Arguments.of("(".repeat(4_000) + "x" + ")".repeat(4_000), "too deeply nested"),
                Arguments.of("exp(".repeat(1_999) + "x" + ")".repeat(1_999), "too deeply nested"),
                Arguments.of("x" + "[0]".repeat(3_000), "line 1, column 5: a tensor of shape [] has 0 axes"),
                Arguments.of(repeated(40, "concatenate([A, A])"), "line 27, column 7: the result would have more than"),
                Arguments.of(repeated(9, "outer(A, A)"), "line 3, column 6"),
                Arguments.of("x + reshape(x, [1000000000, 1000000000])", "line 1, column 5"),
                Arguments.of("reshape(x, [-2147483648, 2147483647])", "line 1, column 1"),
                Arguments.of("reshape(x, [99999999999])", "line 1, column 1"),
                Arguments.of("one_hot(x, 2000000000)", "line 1, column 1: the result would have more than"),
                Arguments.of("sum(x, axis=2147483648)", "line 1, column 1: axis must be an integer"),
                Arguments.of("sum(x, axis=-2147483648)", "line 1, column 1: axis must be"),
                Arguments.of("x[99999999999]", "line 1, column 3: a subscript must be an integer"),
                Arguments.of("x[2147483647]", "line 1, column 3: axis 0 of shape [3] has 3 elements"),
                Arguments.of("expp(x)", "line 1, column 1: there is no function expp; did you mean"),
                Arguments.of("sum(x, axis=x)", "line 1, column 1: axis must be an integer"),
                Arguments.of("a = b\nb = a\nb * x", "line 1, column 5: there is no b"),
                Arguments.of("a = a + x\na", "line 1, column 5: there is no a"),
                Arguments.of("a = x\na = 2 * x\na", "line 2, column 1: a is defined twice"),
                Arguments.of("a = 2 * x\nx", "line 1, column 1: a is defined but not used"),
                Arguments.of("x = 2 * x\nx", "line 1, column 1: x is an input"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void formulaThatIsNotValidShouldBeAnsweredWithItsPlace(String formula, String detail) {
        ServiceClient.Answer answer = answer(formula, "{\"x\": [1, 2, 0]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains(detail).hasSizeLessThan(2_000);
    }

    // x^(2^400), with the derivative 2^400 at 1; each definition is computed once
    @Test
    void exponentialSharingShouldTakeLinearTime() {
        assertThat(answer(repeated(400, "A * A"), "{\"x\": [1, 0]}").text())
                .isEqualTo("{\"loss\":0.5,\"gradients\":{\"x\":[" + Math.scalb(1.0, 399) + ",0.0]}}");
    }

    // 8,000 × 8,000 numbers, ten times
    @Test
    void formulaThatNeedsTooMuchMemoryShouldBeRefused() {
        String x = IntStream.range(0, 8_000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        String formula = IntStream.range(0, 10).mapToObj(i -> "sort(outer(x, x) + " + i + ")")
                .collect(Collectors.joining(" * "));
        ServiceClient.Answer answer = answer("sum(" + formula + ")", "{\"x\": " + x + "}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("/problems/");
    }
}
