package dev.nabla.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.service.admission.MemoryBudget.Reservation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private static final long MIB = 1 << 20;
    private static final long BUDGET = 64 * MIB;
    private static final int REQUESTS = 100;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private MemoryBudget budget(Duration timeout) {
        MemoryBudget budget = new MemoryBudget(BUDGET, REQUESTS, timeout);
        budget.bindTo(meters);
        return budget;
    }

    @Test
    void requireWhenLargeRequestsFillTheirShareShouldRefuseTheNextOneAndAdmitSmallOnes() {
        MemoryBudget budget = budget(Duration.ZERO);
        try (Reservation first = budget.open(() -> "client");
                Reservation second = budget.open(() -> "client");
                Reservation small = budget.open(() -> "client")) {
            first.require(budget.maxReservation());
            assertThatThrownBy(() -> second.require(2 * MIB)).isInstanceOfSatisfying(BusyException.class,
                    busy -> assertThat(busy.detail()).contains("2097152 bytes", "nabla.limits.memory"));
            small.require(MIB);
            assertThat(reserved("large")).isEqualTo((double) budget.maxReservation());
            assertThat(reserved("small")).isEqualTo((double) MIB);
        }
        assertThat(
                meters.get("nabla.memory.refusals").tags("share", "large", "reason", "busy").functionCounter().count())
                .isOne();
        assertThat(reserved("large") + reserved("small")).isZero();
    }

    @Test
    void requireWhenThereAreTooManyRequestsShouldRefuseTheNextAtOnce() {
        MemoryBudget budget = budget(Duration.ofMinutes(1));
        List<Reservation> all = Stream.generate(() -> budget.open(() -> "client")).limit(REQUESTS).toList();
        all.forEach(each -> each.require(1));
        try (Reservation next = budget.open(() -> "client")) {
            assertThatThrownBy(() -> next.require(1)).isInstanceOfSatisfying(BusyException.class,
                    busy -> assertThat(busy.detail()).contains(REQUESTS + " requests"));
            assertThat(next.tryRequire(1)).isFalse();
            all.getFirst().close();
            next.require(1);
        }
        all.forEach(Reservation::close);
        assertThat(meters.get("nabla.memory.refusals").tags("share", "small", "reason", "requests").functionCounter()
                .count()).isEqualTo(2);
        all.forEach(each -> each.require(1));
    }

    @Test
    void requireWhenSlowSendersHoldTheMemoryShouldGiveUpTheSlowest() {
        MemoryBudget budget = budget(Duration.ofMinutes(1));
        List<String> givenUp = new ArrayList<>();
        List<Reservation> all = new ArrayList<>();
        for (int seconds : List.of(1, 3, 2, 0)) {
            Reservation[] own = new Reservation[1];
            own[0] = budget.open(() -> "client", new Sender() {

                @Override
                public boolean isGone() {
                    return false;
                }

                @Override
                public long slowFor() {
                    return Duration.ofSeconds(seconds).toNanos();
                }

                @Override
                public void giveUp() {
                    givenUp.add(seconds + " s");
                    own[0].close();
                }
            });
            own[0].require(MIB / 2);
            all.add(own[0]);
        }
        Stream.generate(() -> budget.open(() -> "client")).limit(6).forEach(each -> each.require(MIB));

        budget.open(() -> "client").require(MIB);

        assertThat(givenUp).containsExactly("3 s", "2 s");
        all.forEach(Reservation::close);
        assertThat(reserved("small")).isEqualTo(7.0 * MIB);
    }

    @Test
    void requireWhenMuchIsExpectedShouldTakeNothingFromSmallRequests() {
        MemoryBudget budget = budget(Duration.ZERO);
        try (Reservation large = budget.open(() -> "client"); Reservation small = budget.open(() -> "client")) {
            large.expect(2 * MIB);
            large.require(1);
            small.expect(MIB);
            small.require(1);
            assertThat(reserved("large")).isEqualTo(reserved("small")).isPositive();
            large.require(2 * MIB);
            assertThat(reserved("large")).isEqualTo(2.0 * MIB);
        }
        assertThat(reserved("large") + reserved("small")).isZero();
    }

    @Test
    void requireWhenMemoryIsGivenBackShouldGoOn() {
        MemoryBudget budget = budget(Duration.ofMinutes(1));
        Reservation first = budget.open(() -> "client");
        first.require(budget.maxReservation());
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {
            try (Reservation second = budget.open(() -> "client")) {
                second.require(2 * MIB);
            }
        });
        first.close();
        assertThat(next.orTimeout(1, TimeUnit.MINUTES)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void requireWhenRequestGrowsShouldCountItOnce() {
        MemoryBudget budget = budget(Duration.ZERO);
        try (Reservation request = budget.open(() -> "client")) {
            for (long bytes = MIB / 4; bytes <= 8 * MIB; bytes *= 2) {
                request.require(bytes);
                request.require(1);
                assertThat(reserved("large") + reserved("small")).isEqualTo((double) bytes);
            }
        }
        assertThat(reserved("large") + reserved("small")).isZero();
    }

    @Test
    void closeWhenGrowthWasRefusedShouldGiveBackWhatThereWas() {
        MemoryBudget budget = budget(Duration.ZERO);
        try (Reservation request = budget.open(() -> "client")) {
            request.require(MIB / 2);
            assertThatThrownBy(() -> request.require(2 * BUDGET)).isInstanceOf(TooCostlyException.class);
        }
        assertThat(reserved("large") + reserved("small")).isZero();
    }

    private double reserved(String share) {
        return meters.get("nabla.memory.reserved").tag("share", share).gauge().value();
    }
}
