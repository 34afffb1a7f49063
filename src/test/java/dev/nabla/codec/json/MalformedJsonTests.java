package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the caller is told; the sentences and places were written by hand. */
class MalformedJsonTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"x":[1,2,]}            |  /x/1        | 11 | a comma must be followed by another value, found ']'
            {"x":[1,2;3]}           |  /x/1        | 10 | expected ',' or ']', found ';'
            {"x":[[1],[2,NaN]]}     |  /x/1/1      | 14 | NaN without quotes is not JSON; write the string "NaN"
            {"x":[Infinity]}        |  /x/0        |  7 | Infinity without quotes is not JSON; write the string "Infinity"
            {"x":[-Infinity]}       |  /x/0        |  8 | -Infinity without quotes is not JSON; write the string "-Infinity"
            {"x":[+1]}              |  /x/0        |  7 | a number must not start with '+'
            {"x":[.5]}              |  /x/0        |  7 | a number must have a digit before its decimal point
            {"x":[1.]}              |  /x/0        |  9 | a decimal point must be followed by a digit, found ']'
            {"x":[1e]}              |  /x/0        |  9 | an exponent must have a digit, found ']'
            {"x":[-]}               |  /x/0        |  8 | a minus sign must be followed by a digit, found ']'
            {"x":[012]}             |  /x/0        | 10 | a number must not have leading zeros
            {"x":[1,truth]}         |  /x/1        | 12 | expected the literal true, found 't' in it
            {"a/b":{"c~d":[0,x]}}   |  /a~1b/c~0d/1| 18 | expected a value, found 'x'
            {"other":{"a":1,"a":2}} |  /other/a    | 20 | duplicate key "a"
            {"x":1,"x":2}           |  /x          | 11 | duplicate key "x"
            {"x":1 "y":2}           |  /x          |  8 | expected ',' or '}', found '"'
            {"x" 1}                 |  /x          |  6 | expected ':' after a key, found '1'
            {x:1}                   |              |  2 | expected a key in double quotes, found 'x'
            {"x":[1                 |  /x/0        |  8 | expected ',' or ']', found the end of the document
            {"x":                   |  /x          |  6 | expected a value, found the end of the document
            {"option":"a            |  /option     | 13 | the document ends within a string
            {"option":"\\q"}        |  /option     | 14 | a backslash must be followed by one of " \\ / b f n r t u, found 'q'
            {"x":1} y               |              |  9 | expected the end of the document, found 'y'
            {"x":['a']}             |  /x/0        |  7 | a string must be in double quotes, found a single quote
            """)
    void readShouldSayWhatIsWrongAndWhere(String document, String pointer, long column, String detail) {
        MalformedJsonException exception = malformed(document);
        assertThat(exception.detail()).isEqualTo(detail);
        assertThat(exception.pointer()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(exception.line()).isEqualTo(1);
        assertThat(exception.column()).isEqualTo(column);
    }

    @Test
    void readShouldCountLinesAndColumnsFromOne() {
        MalformedJsonException exception = malformed("{\n  \"x\": [1,\r\n    2,\n\n   é]}");
        assertThat(exception).hasMessage("expected a value, found the byte 0xC3 (line 5, column 4)");
    }

    @Test
    void readShouldCountLinesBeyondTheBuffer() {
        String numbers = IntStream.range(0, 100_000).mapToObj(i -> i + ",\n").collect(Collectors.joining());
        MalformedJsonException exception = malformed("{\"x\": [\n" + numbers + "  ?]}");
        assertThat(exception.line()).isEqualTo(100_002);
        assertThat(exception.column()).isEqualTo(3);
        assertThat(exception.pointer()).isEqualTo("/x/100000");
    }

    @Test
    void readWhenBodyIsEmptyShouldSaySo() {
        assertThat(malformed("").detail()).isEqualTo("the body is empty; expected a JSON object");
        assertThat(malformed(" \n ").detail()).isEqualTo("the body is empty; expected a JSON object");
    }

    @Test
    void readWhenBodyStartsWithAByteOrderMarkShouldSaySo() {
        assertThat(malformed("\ufeff{}").detail()).contains("byte order mark");
    }

    @Test
    void readWhenANameIsLongShouldQuoteItsStart() {
        String name = "n".repeat(100_000);
        assertThat(malformed("{\"" + name + "\":1,\"" + name + "\":1}").detail())
                .isEqualTo("duplicate key \"" + "n".repeat(64) + "…\"");
    }

    static MalformedJsonException malformed(String document) {
        return catchThrowableOfType(MalformedJsonException.class, () -> Requests.read(document));
    }
}
