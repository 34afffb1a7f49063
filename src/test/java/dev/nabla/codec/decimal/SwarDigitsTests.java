package dev.nabla.codec.decimal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwarDigitsTests {

    private static final long BELOW_ALL = 100_000_000;

    @ParameterizedTest
    @CsvSource({"12345678, 8, 12345678", "1234567x, 7, 1234567", "00000000, 8, 0", "99999999, 8, 99999999",
            "7, 1, 7", "12.45678, 2, 12", "e1234567, 0, 0", "0 123456, 1, 0"})
    void numberShouldBeThatOfTheDigitsInFront(String text, int count, long number) {
        byte[] bytes = (text + "\0".repeat(8)).getBytes(StandardCharsets.US_ASCII);
        long digits = SwarDigits.fromAscii(SwarDigits.get(bytes, 0));
        assertThat(SwarDigits.countDigits(digits)).isEqualTo(count);
        assertThat(SwarDigits.number(digits, count)).isEqualTo(number);
    }

    // No byte but those of the ten digits may pass for one, whatever stands around it.
    @Test
    void countDigitsShouldStopAtEveryOtherByte() {
        for (int letter = 0; letter < 256; letter++) {
            for (int place = 0; place < 8; place++) {
                byte[] bytes = "90909090".getBytes(StandardCharsets.US_ASCII);
                bytes[place] = (byte) letter;
                int expected = letter >= '0' && letter <= '9' ? 8 : place;
                assertThat(SwarDigits.countDigits(SwarDigits.fromAscii(SwarDigits.get(bytes, 0)))).isEqualTo(expected);
            }
        }
    }

    @Test
    void digitsShouldBeThoseOfTheNumber() {
        byte[] bytes = new byte[8];
        for (long number = 0; number < BELOW_ALL; number += number < 20_000 ? 1 : 9_973) {
            SwarDigits.put(bytes, 0, SwarDigits.toAscii(SwarDigits.digits(number)));
            assertThat(bytes).asString(StandardCharsets.US_ASCII).isEqualTo("%08d".formatted(number));
        }
    }
}
