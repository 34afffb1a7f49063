package dev.nabla.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTests {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** A burst takes 0.1 ms. */
    private static final int BURST = 128 << 10;
    private static final Duration BURST_TIME = Duration.ofNanos(100_000);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger large = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();

    private Turns turns(Duration othersRun) {
        return new Turns(large, clock::get, () -> {
            pauses.incrementAndGet();
            clock.addAndGet(othersRun.toNanos());
        });
    }

    private int pausesAfter(Turns turns, int bursts) {
        pauses.set(0);
        for (int i = 0; i < bursts; i++) {
            clock.addAndGet(BURST_TIME.toNanos());
            turns.transferred(BURST);
        }
        return pauses.get();
    }

    @Test
    void transferredWhenThereAreFewerLargeTransfersThanCoresShouldGoOn() {
        large.set(CORES - 2);
        assertThat(pausesAfter(turns(Duration.ZERO), 100)).isZero();
    }

    @Test
    void transferredWhenNobodyElseRunsShouldPauseAfterEachBurst() {
        large.set(CORES - 1);
        assertThat(pausesAfter(turns(Duration.ZERO), 1 + 100)).isEqualTo(100);
    }

    // The first turn is a burst; each of the others takes the 20 bursts of 2 ms.
    @Test
    void transferredWhenOthersHaveRunShouldTakeATurnAsLong() {
        large.set(CORES - 1);
        assertThat(pausesAfter(turns(Duration.ofMillis(2)), 1 + 1 + 5 * 20)).isEqualTo(1 + 5);
    }

    // 4 ms are 40 bursts.
    @Test
    void transferredWhenOthersHaveRunForLongShouldTakeTheLongestTurn() {
        large.set(CORES - 1);
        assertThat(pausesAfter(turns(Duration.ofSeconds(1)), 1 + 1 + 5 * 40)).isEqualTo(1 + 5);
    }

    @Test
    void transferredWhenItHasWaitedForBytesShouldTakeATurnAsLong() {
        large.set(CORES - 1);
        Turns turns = turns(Duration.ZERO);
        pausesAfter(turns, 1);
        turns.begin(clock.get() - Duration.ofMillis(2).toNanos());
        assertThat(pausesAfter(turns, 19)).isZero();
        assertThat(pausesAfter(turns, 1)).isEqualTo(1);
    }

    @Test
    void endShouldCountATransferOnce() {
        Turns turns = turns(Duration.ZERO);
        pausesAfter(turns, 3);
        assertThat(large).hasValue(1);
        turns.end();
        turns.end();
        assertThat(large).hasValue(0);
    }
}
