package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every production of the grammar in RFC 8259, in forms that it allows and forms that it does not. Each value stands in a
 * field of every kind, for each kind has a reader of its own.
 */
class JsonGrammarTests {

    private static final List<String> PLACES = List.of("{\"x\":%s}", "{\"weight\":%s}", "{\"mask\":%s}",
            "{\"option\":%s}", "{\"other\":%s}", "{\"x\":[%s]}", "{\"x\":[[1],%s]}", "{\"x\":[null,%s]}",
            "{\"mask\":[true,%s]}", "{\"option\":[%s]}", "{\"option\":{\"a\":%s}}", "{\"other\":[0,{\"a\":%s}]}");

    // Section 3 (values), 4 (objects), 5 (arrays), 6 (numbers), 7 (strings).
    @ParameterizedTest
    @ValueSource(
        strings = {"true", "false", "null", "{}", "[]", "[[]]", "[{}]", "{\"a\":{}}", "[1,2]",
                "{\"a\":1,\"b\":2}", "{\"\":1}", "{\"a\":1,\"A\":2}", "0", "-0", "1", "-1", "10", "1234567890", "0.0",
                "0.10", "-0.5", "1.5", "10.01", "0e0", "0E0", "1e5", "1E5", "1e+5", "1e-5", "1E-005", "1.5e10",
                "0.0e-0",
                "1e400", "-1e400", "1e-400", "1e99999999999999999999", "1e-99999999999999999999",
                "123456789012345678901234567890", "0.123456789012345678901234567890", "\"\"", "\"a\"", "\"a b\"",
                "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\u00e9\\u00E9\"",
                "\"\\ud83d\\ude00\"", "\"\\uD834\\uDD1E\"", "\"é\"", "\"€\"", "\"😀\"", "\"\u007f\"", "\"\ufeff\"",
                "\"\uffff\"", "\"\u2028\"", "\"/\"", "\"[1,2\"", "\"{\"", "\"'\""})
    void readWhenValueIsInTheGrammarShouldAcceptIt(String value) {
        for (String place : PLACES) {
            assertThatCode(() -> Requests.read(place.formatted(value))).as(place).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"tru", "truee", "True", "TRUE", "t", "nul", "nulll", "None", "undefined", "fals", "NaN",
                "Infinity", "-Infinity", "-NaN", "nan", "inf", "+1", "-", "--1", "- 1", "01", "-01", "00", "0123", ".5",
                "-.5", "1.", "-1.", "1.e5", "1.-5", "1e", "1E", "1e+", "1e-", "1e+-5", "1e5.5", "1e5e5", "1..2",
                "1.2.3",
                "0x10",
                "1_000", "1f", "1d", "1L", "0b1", "1,", ",1", ",", "1 2", "1:2", "[1,]", "[,1]", "[,]", "[1,,2]",
                "[1 2]",
                "[1;2]", "[1", "[", "]", "[1}", "[1]]", "{", "}", "{1:2}", "{a:1}", "{'a':1}", "{\"a\"}", "{\"a\":}",
                "{\"a\" 1}", "{\"a\",1}", "{\"a\":1,}", "{,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{\"a\":1]",
                "{\"a\"::1}",
                "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"b\":{\"a\":1,\"a\":1}}", "'a'", "\"", "\"a",
                "\"\\\"", "\"\\", "\"\\a\"", "\"\\'\"", "\"\\0\"", "\"\\x41\"", "\"\\U0041\"", "\"\\u\"", "\"\\u123\"",
                "\"\\u12g4\"", "\"\\u+123\"", "\"\\u 123\"", "\"\\u１２３４\"", "\"\n\"", "\"\t\"", "\"\u0000\"",
                "\"\u001f\"",
                "\"\\\n\"", "/* */1", "1//", "#1", "1\u00a0", "\u00a01", "\u000b1", "\u000c1", "\ufeff1", "１", "−1",
                "\u2028"})
    void readWhenValueIsNotInTheGrammarShouldRefuseIt(String value) {
        for (String place : PLACES) {
            assertMalformed(place.formatted(value));
        }
    }

    // RFC 8259, 8.2: grammatical, but no text; RFC 7493 (I-JSON) rules them out, and so does this reader.
    @ParameterizedTest
    @ValueSource(
        strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\udc00\\ud800\"", "\"\\ud800\\ud800\"", "\"\\ud800a\"",
                "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\ud800", "\"\\ud800\\", "\"\\ud800\\u"})
    void readWhenASurrogateHasNoOtherHalfShouldRefuseIt(String value) {
        for (String place : PLACES) {
            assertMalformed(place.formatted(value));
        }
    }

    // Section 2: white space is allowed before and after each of the six structural characters, and is these four bytes.
    @Test
    void readShouldAllowWhiteSpaceAroundEveryToken() {
        String space = " \t\r\n  \n";
        String document = "_{_\"x\"_:_[_[_1_,_2.5e1_]_,_[_\"NaN\"_,_-0_]_]_,_\"option\"_:_{_\"a\"_:_[_]_,_\"b\"_:_{_}_}_}_";
        assertThat(Requests.float64(Requests.read(document.replace("_", space)), "x"))
                .containsExactly(1, 25, Double.NaN, -0.0);
    }

    // Section 2: a JSON text is one value and white space.
    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "\n\t\r ", "{}x", "{}{}", "{},", "{}]", "{}\u0000", "{", "{\"x\"", "{\"x\":1",
                "{\"x\":1,",
                "{\"x\":[1", "{\"x\":[1,", "}", "{\"x\":1}}", "{\"x\":1} 2", "\ufeff{}", "\u0000{}", "x", "[1]]", "1 2",
                "[1,]", "tru"})
    void readWhenTextIsNoSingleValueShouldRefuseIt(String document) {
        assertMalformed(document);
    }

    // JSON all the same: what is wrong is the request.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []        | an array
            [{"x":1}] | an array
            1         | a number
            -1e400    | a number
            "{}"      | a string
            true      | a boolean
            null      | null
            """)
    void readWhenDocumentIsNotAnObjectShouldSayWhatItIs(String document, String kind) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Requests.read(" " + document + " "))
                .withMessage("the body must be a JSON object, got " + kind)
                .satisfies(exception -> assertThat(exception.faults()).singleElement()
                        .satisfies(fault -> assertThat(fault.field()).isEmpty()));
    }

    // Section 7's escapes, worked by hand.
    @Test
    void readShouldUnescapeStrings() {
        Fields document = Requests
                .read("{\"opt\\u0069on\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E9\\u20ac\\uD83d\\uDe00é€😀\"}");
        assertThat(Requests.field(document, "option"))
                .isEqualTo(new Field.Option(new Literal.Text("\"\\/\b\f\n\r\t\u0000é€😀é€😀")));
    }

    @Test
    void readShouldTellOptionsAsTheyWereWritten() {
        Fields document = Requests
                .read("{\"option\": [1.5, \"a\", true, null, [false, []], {\"b\": [1]}, 1e400]}");
        assertThat(Requests.field(document, "option")).isEqualTo(new Field.Option(new Literal.Array(List.of(
                new Literal.Numeral(1.5), new Literal.Text("a"), new Literal.Flag(true), new Literal.Null(),
                new Literal.Array(List.of(new Literal.Flag(false), new Literal.Array(List.of()))),
                new Literal.JsonObject(), new Literal.Numeral(Double.POSITIVE_INFINITY)))));
    }

    @Test
    void readShouldKeepFieldsInDocumentOrder() {
        assertThat(Requests.read("{\"zeta\":1,\"x\":2,\"alpha\":3,\"mask\":true}").names())
                .containsExactly("zeta", "x", "alpha", "mask");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{\"x\":1,\"x\":2}", "{\"x\":1,\"\\u0078\":2}", "{\"other\":1,\"x\":1,\"other\":2}",
                "{\"x\":null,\"x\":null}"})
    void readWhenAFieldStandsTwiceShouldRefuseIt(String document) {
        assertMalformed(document);
    }

    // The decoder of the platform says what UTF-8 is. The bytes are those around each bound in Unicode's table 3-7.
    @Test
    void readShouldAgreeWithThePlatformOnWhatIsUtf8() {
        for (byte[] text : sequences()) {
            boolean valid = isUtf8(text);
            assertUtf8("option", text, valid);
            assertUtf8("other", text, valid);
        }
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0x80; second < 0x100; second++) {
                byte[] text = {(byte) first, (byte) second};
                assertUtf8("option", text, isUtf8(text));
            }
        }
    }

    private static List<byte[]> sequences() {
        int[] first = {0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8,
                0xFF};
        int[] next = {0x20, 0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};
        List<byte[]> sequences = new ArrayList<>();
        for (int a : first) {
            sequences.add(new byte[]{(byte) a});
            for (int b : next) {
                for (int c : next) {
                    sequences.add(new byte[]{(byte) a, (byte) b, (byte) c});
                    for (int d : next) {
                        sequences.add(new byte[]{(byte) a, (byte) b, (byte) c, (byte) d});
                    }
                }
            }
        }
        return sequences;
    }

    private static boolean isUtf8(byte[] text) {
        for (byte each : text) {
            if (each == '"') {
                return false; // Ends the string early, which is a mistake of another kind.
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static void assertUtf8(String field, byte[] text, boolean valid) {
        byte[] document = document(field, text);
        if (valid) {
            Field read = Requests.field(Requests.read(document, null), field);
            Field expected = field.equals("option")
                    ? new Field.Option(new Literal.Text(new String(text, StandardCharsets.UTF_8)))
                    : new Field.Unknown();
            assertThat(read).isEqualTo(expected);
        } else {
            assertThatExceptionOfType(MalformedJsonException.class).as(HexFormat.of().formatHex(text))
                    .isThrownBy(() -> Requests.read(document, null));
        }
    }

    private static byte[] document(String field, byte[] text) {
        byte[] head = ("{\"" + field + "\":\"").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\"}".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + text.length + tail.length).put(head).put(text).put(tail).array();
    }

    private static void assertMalformed(String document) {
        assertThatExceptionOfType(MalformedJsonException.class).as(document).isThrownBy(() -> Requests.read(document));
    }
}
