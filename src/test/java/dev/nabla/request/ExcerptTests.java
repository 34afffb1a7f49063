package dev.nabla.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTests {

    @Test
    void ofWhenTextIsShortShouldBeTheText() {
        String longest = "x".repeat(64);
        assertThat(Excerpt.of(longest)).isSameAs(longest);
    }

    @Test
    void ofWhenTextIsLongShouldCutIt() {
        assertThat(Excerpt.of("x".repeat(65))).isEqualTo("x".repeat(64) + "…");
    }

    // Half of a pair is not text, and could not be written as UTF-8.
    @Test
    void ofWhenCutIsInAPairShouldLeaveThePairOut() {
        assertThat(Excerpt.of("x".repeat(63) + "😀😀")).isEqualTo("x".repeat(63) + "…");
    }

    @Test
    void listShouldNameTheFirstEightAndCountTheOthers() {
        List<String> names = IntStream.rangeClosed(1, 10_000).mapToObj(i -> "p" + i).toList();
        assertThat(Excerpt.list(names)).isEqualTo("p1, p2, p3, p4, p5, p6, p7, p8 and 9992 more");
        assertThat(Excerpt.list(names.subList(0, 8))).isEqualTo("p1, p2, p3, p4, p5, p6, p7, p8");
    }
}
