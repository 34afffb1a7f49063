package dev.nabla.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.Parallel;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Storage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WorkBudgetTests {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Cost LARGE = Cost.operations(1L << 30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean isGone = new AtomicBoolean();
    private final WorkBudget budget = budget(LONG, LONG);

    private WorkBudget budget(Duration limit, Duration timeout) {
        WorkBudget created = new WorkBudget(limit, timeout);
        created.bindTo(meters);
        return created;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static Object endless() {
        while (true) {
            Deadline.check();
            Thread.yield();
        }
    }

    private double refusals(String reason) {
        return meters.get("nabla.work.refusals").tag("reason", reason).functionCounters().stream()
                .mapToDouble(FunctionCounter::count).max().orElseThrow();
    }

    @Test
    void runWhenTheClientIsGoneShouldEndTheComputation() {
        isGone.set(true);
        assertThatExceptionOfType(ClientGoneException.class)
                .isThrownBy(() -> budget.run("client", isGone::get, WorkBudgetTests::endless));
        assertThat(refusals("abandoned")).isOne();
    }

    @Test
    void runWhenItTakesTooLongShouldEndTheComputationAndNameTheLimit() {
        WorkBudget brief = budget(Duration.ofMillis(50), LONG);
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> brief.run("client", isGone::get, WorkBudgetTests::endless))
                .satisfies(busy -> assertThat(busy.detail()).contains("0.05 s", "nabla.limits.time"));
    }

    @Test
    void runWhenItIsEndedShouldEndItsPartsOnOtherThreads() {
        isGone.set(true);
        assertThatExceptionOfType(ClientGoneException.class).isThrownBy(() -> budget.run("client", isGone::get, () -> {
            Parallel.run(8, 8, 1, (_, _) -> endless());
            return null;
        }));
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void runWhenAllCoresComputeShouldRefuseOthers() {
        WorkBudget brief = budget(LONG, Duration.ofMillis(20));
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < cores; i++) {
            Thread.ofVirtual().start(() -> brief.run("client", isGone::get, () -> {
                running.incrementAndGet();
                await(end);
                return null;
            }));
        }
        while (running.get() < cores) {
            Thread.yield();
        }
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> brief.run("other", isGone::get, () -> 1))
                .satisfies(busy -> assertThat(busy.detail()).contains("cores"));
        end.countDown();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void runWhenFollowedShouldLetThisThreadDoItsPartMeanwhile() {
        CountDownLatch followed = new CountDownLatch(1);
        assertThat(budget.<String>run("client", isGone::get, () -> {
            await(followed);
            return "computed";
        }, _ -> followed.countDown())).isEqualTo("computed");
    }

    // The client does not read: its thread waits for it, and the next computation has the core.
    @Test
    void runWhenItsFollowerWaitsShouldGiveTheCoreBackAtItsEnd() {
        AtomicInteger rounds = new AtomicInteger();
        budget.run("client", isGone::get, () -> 1, _ -> {
            if (rounds.getAndIncrement() == 0) {
                while (meters.get("nabla.work.running").gauge().value() > 0) {
                    Thread.sleep(1);
                }
            }
        });
        assertThat(meters.get("nabla.work.running").gauge().value()).isZero();
    }

    @Test
    void runWhenItsFollowerFailsShouldEndTheComputationWithThat() {
        IllegalStateException failure = new IllegalStateException("broken pipe");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> budget.run("client", isGone::get, WorkBudgetTests::endless, _ -> {
                    throw failure;
                })).isSameAs(failure);
        assertThat(refusals("abandoned")).isOne();
        assertThat(meters.get("nabla.work.running").gauge().value()).isZero();
    }

    @Test
    void runWhenFollowedAndTheClientIsGoneShouldEndTheComputation() {
        isGone.set(true);
        assertThatExceptionOfType(ClientGoneException.class)
                .isThrownBy(() -> budget.run("client", isGone::get, WorkBudgetTests::endless, _ -> Thread.sleep(1)));
    }

    // 10¹² operations at 10⁹ a second.
    @Test
    void computeWhenTheWorkIsMoreThanTheLimitShouldNameBoth() {
        Admission admission = new Admission(new MemoryBudget(64 << 20, 9, LONG), budget, new Storage(64, 64),
                Tracing.off());
        try (Admission.Admitted _ = admission.open(() -> "client", isGone::get)) {
            assertThatExceptionOfType(TooCostlyException.class)
                    .isThrownBy(() -> admission.compute(Cost.operations(1_000_000_000_000L), () -> 1))
                    .satisfies(costly -> assertThat(costly.detail()).contains("1000 s", "120 s", "nabla.limits.time"));
        }
        assertThat(refusals("excessive")).isOne();
    }

    @Test
    void computeShouldReserveItsMemoryWhileItRunsAndThatOfItsResultAfter() {
        MemoryBudget memory = new MemoryBudget(64 << 20, 9, LONG);
        memory.bindTo(meters);
        Admission admission = new Admission(memory, budget, new Storage(64, 64), Tracing.off());
        Cost cost = new Cost(4 << 20, 8 << 20, LARGE.operations());
        try (Admission.Admitted _ = admission.open(() -> "client", isGone::get)) {
            assertThat(admission.compute(cost, this::reserved)).isEqualTo(12 << 20);
            assertThat(reserved()).isEqualTo(4 << 20);
            assertThat(admission.compute(cost, this::reserved)).isEqualTo(16 << 20);
        }
        assertThat(reserved()).isZero();
    }

    private double reserved() {
        return meters.get("nabla.memory.reserved").gauges().stream().mapToDouble(gauge -> gauge.value()).sum();
    }

    @Test
    void computeShouldLendTheArraysOfTheRequestToItsThread() {
        Admission admission = new Admission(new MemoryBudget(64 << 20, 9, LONG), budget, new Storage(64, 1 << 20),
                Tracing.off());
        double[] lent;
        try (Admission.Admitted _ = admission.open(() -> "client", isGone::get)) {
            lent = admission.compute(LARGE, () -> Storage.doubles(100));
        }
        try (Admission.Admitted _ = admission.open(() -> "client", isGone::get)) {
            assertThat(Storage.doubles(100)).isSameAs(lent);
        }
    }

    // Memory that the costs left out is still counted.
    @Test
    void arraysWhenTheyAreMoreThanAnyRequestMayHaveShouldBeRefused() {
        Admission admission = new Admission(new MemoryBudget(64 << 20, 9, LONG), budget, new Storage(64, 0),
                Tracing.off());
        try (Admission.Admitted _ = admission.open(() -> "client", isGone::get)) {
            assertThatExceptionOfType(TooCostlyException.class).isThrownBy(() -> Storage.doubles(8 << 20))
                    .satisfies(costly -> assertThat(costly.detail()).contains("67108864", "nabla.limits.memory"));
        }
    }
}
