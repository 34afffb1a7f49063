package dev.nabla.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogEntryTests {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
                "curl/8.5.0, user_agent=curl/8.5.0",
                "Mozilla 5.0, user_agent=\"Mozilla 5.0\"",
                "``, user_agent=\"\"",
                "a=\"b\"\\, user_agent=\"a=\\\"b\\\"\\\\\"",
                "`a\r\nstatus=200`, user_agent=\"a\\r\\nstatus=200\"",
                "`\u001b[2Jgone`, user_agent=\"\\u001b[2Jgone\"",
                "`\u2028line\u0085line\u202egnol`, user_agent=\"\\u2028line\\u0085line\\u202egnol\"",
                "é, user_agent=\"\\u00e9\""})
    void lineShouldQuoteWhatCouldEndItOrControlATerminal(String value, String line) {
        assertThat(new AccessLogEntry(Map.of("user_agent", value)).line()).isEqualTo(line);
    }
}
