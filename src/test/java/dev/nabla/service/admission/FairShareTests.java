package dev.nabla.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.service.admission.FairShare.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FairShareTests {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("ThreadPriorityCheck")
    private CompletableFuture<Void> taking(FairShare share, Claim claim, long amount, String name) {
        double before = share.waiting();
        CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> {
            claim.take(amount);
            order.add(name);
            claim.giveBack(claim.held());
        }, Thread::startVirtualThread);
        while (share.waiting() == before && !taken.isDone()) {
            Thread.yield();
        }
        return taken;
    }

    @Test
    void takeWhenManyOfOneClientWaitShouldServeTheOneOfAnotherFirst() {
        FairShare share = new FairShare(10, 100, LONG);
        Claim running = share.open("busy");
        running.take(10);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(taking(share, share.open("busy"), 6, "busy"));
        }
        all.add(taking(share, share.open("other"), 6, "other"));

        running.giveBack(6);
        running.giveBack(4);

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(order.getFirst()).isEqualTo("other");
        assertThat(share.held()).isZero();
        assertThat(share.waiting()).isZero();
    }

    @Test
    void takeWhenALargeOneWaitsShouldNotLetLaterSmallOnesOfTheSameClientPass() {
        FairShare share = new FairShare(10, 100, LONG);
        Claim running = share.open("a");
        running.take(5);
        CompletableFuture<Void> large = taking(share, share.open("b"), 10, "large");
        CompletableFuture<Void> small = taking(share, share.open("b"), 1, "small");

        running.giveBack(5);

        CompletableFuture.allOf(large, small).join();
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void takeWhenItHoldsAPartShouldComeBeforeThoseThatHoldNone() {
        FairShare share = new FairShare(10, 100, LONG);
        Claim running = share.open("a");
        Claim growing = share.open("b");
        running.take(6);
        growing.take(4);
        CompletableFuture<Void> next = taking(share, share.open("c"), 6, "next");
        CompletableFuture<Void> grown = taking(share, growing, 6, "grown");

        running.giveBack(6);

        CompletableFuture.allOf(next, grown).join();
        assertThat(order).containsExactly("grown", "next");
    }

    @Test
    void takeWhenAllHoldersWaitForOneAnotherShouldRefuseTheLastAtOnce() {
        FairShare share = new FairShare(10, 100, LONG);
        Claim first = share.open("a");
        Claim second = share.open("b");
        first.take(5);
        second.take(5);
        CompletableFuture<Void> growing = taking(share, first, 5, "first");

        assertThatExceptionOfType(OverloadException.class).isThrownBy(() -> second.take(5));

        second.giveBack(5);
        growing.join();
        assertThat(order).containsExactly("first");
    }

    @Test
    void takeWhenTheQueueIsFullShouldRefuseAtOnce() {
        FairShare share = new FairShare(10, 1, LONG);
        Claim running = share.open("a");
        running.take(10);
        CompletableFuture<Void> queued = taking(share, share.open("a"), 1, "queued");

        assertThatExceptionOfType(OverloadException.class).isThrownBy(() -> share.open("b").take(1));

        running.giveBack(10);
        queued.join();
        assertThat(share.refusals()).isOne();
    }

    @Test
    void takeWhenNothingIsGivenBackShouldRefuseAfterTheTimeoutAndLetOthersPass() {
        FairShare share = new FairShare(10, 100, Duration.ofMillis(20));
        Claim running = share.open("a");
        running.take(5);

        assertThatExceptionOfType(OverloadException.class).isThrownBy(() -> share.open("b").take(6));

        share.open("c").take(5);
        assertThat(share.held()).isEqualTo(10);
    }

    @Test
    void patienceWhenTheQueueIsNotEmptyForLongShouldBeASixteenthOfTheTimeout() {
        AtomicLong clock = new AtomicLong();
        FairShare share = new FairShare(1, 100, LONG, clock::get, _ -> {});
        Claim running = share.open("a");
        running.take(1);
        CompletableFuture<Void> queued = taking(share, share.open("b"), 1, "queued");

        clock.addAndGet(LONG.dividedBy(2).toNanos() - 1);
        assertThat(share.patience()).isEqualTo(LONG);
        clock.incrementAndGet();
        assertThat(share.patience()).isEqualTo(LONG.dividedBy(16));

        running.giveBack(1);
        queued.join();
    }

    @Test
    void patienceAfterAnOverloadShouldBeShortUntilNobodyHasWaitedForLong() {
        AtomicLong clock = new AtomicLong();
        FairShare share = new FairShare(1, 100, LONG, clock::get, _ -> {});
        Claim running = share.open("a");
        running.take(1);
        CompletableFuture<Void> first = taking(share, share.open("b"), 1, "first");
        clock.addAndGet(LONG.dividedBy(2).toNanos());
        CompletableFuture<Void> second = taking(share, share.open("c"), 1, "second");
        running.giveBack(1);
        CompletableFuture.allOf(first, second).join();

        clock.addAndGet(LONG.dividedBy(2).toNanos() - 1);
        assertThat(share.patience()).isLessThan(LONG);
        clock.incrementAndGet();
        assertThat(share.patience()).isEqualTo(LONG);
    }

    // Each waits for 3/40 of the timeout, and the next one comes 1/40 later: five of them make half of it.
    @Test
    void patienceWhenTheQueueIsEmptyForMomentsOnlyShouldBeShortToo() {
        AtomicLong clock = new AtomicLong();
        FairShare share = new FairShare(1, 100, LONG, clock::get, _ -> {});
        for (int i = 0; i < 5; i++) {
            assertThat(share.patience()).isEqualTo(LONG);
            Claim running = share.open("a");
            running.take(1);
            CompletableFuture<Void> queued = taking(share, share.open("b"), 1, "queued");
            clock.addAndGet(LONG.dividedBy(40).multipliedBy(3).toNanos());
            running.giveBack(1);
            queued.join();
            clock.addAndGet(LONG.dividedBy(40).toNanos());
        }
        Claim running = share.open("a");
        running.take(1);
        CompletableFuture<Void> last = taking(share, share.open("b"), 1, "last");

        assertThat(share.patience()).isEqualTo(LONG.dividedBy(16));

        running.giveBack(1);
        last.join();
    }

    // The average of ten requests of 40 s each, of which the latest weighs a tenth, is 40 s · (1 − 0.9¹⁰) = 26 s; half of it is 13 s.
    @Test
    void patienceWhenOthersHoldTheirPartForLongShouldBeHalfAsLong() {
        AtomicLong clock = new AtomicLong();
        FairShare share = new FairShare(1, 100, LONG, clock::get, _ -> {});
        for (int i = 0; i < 10; i++) {
            Claim claim = share.open("a");
            claim.take(1);
            clock.addAndGet(Duration.ofSeconds(40).toNanos());
            claim.giveBack(1);
        }
        assertThat(patienceInQueue(share, clock)).isCloseTo(20 * (1 - Math.pow(0.9, 10)), within(0.01));
    }

    /** How many seconds a request waits that joins a queue in front of all of a share. */
    private double patienceInQueue(FairShare share, AtomicLong clock) {
        Claim all = share.open("a");
        all.take(share.capacity());
        CompletableFuture<Void> queued = taking(share, share.open("b"), 1, "queued");
        clock.addAndGet(LONG.dividedBy(2).toNanos());
        double patience = share.patience().toMillis() * 1e-3;
        all.giveBack(share.capacity());
        queued.join();
        return patience;
    }

    // Of the two, one has held its part for 400 s, and the other waited for more all the while: half of 0.9 · 0.1 · 400 s.
    @Test
    void patienceWhenOthersHaveWaitedForMoreShouldNotCountThat() {
        AtomicLong clock = new AtomicLong();
        FairShare share = new FairShare(2, 100, LONG, clock::get, _ -> {});
        Claim running = share.open("a");
        running.take(1);
        Claim begun = share.open("b");
        begun.take(1);
        CompletableFuture<Void> more = taking(share, begun, 1, "begun");
        clock.addAndGet(Duration.ofSeconds(400).toNanos());
        running.giveBack(1);
        more.join();
        assertThat(begun.held()).isZero();
        assertThat(patienceInQueue(share, clock)).isCloseTo(18, within(0.01));
    }

    // Ten requests have held all of it for 50 ms each, so one that comes now waits about that long for each one before it.
    @Test
    void untilFreeShouldGrowWithTheQueueAndTheTimeThatOthersTook() throws InterruptedException {
        FairShare share = new FairShare(1, 100, Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            Claim claim = share.open("a");
            claim.take(1);
            Thread.sleep(50);
            claim.giveBack(1);
        }
        share.open("a").take(1);
        assertThatExceptionOfType(OverloadException.class).isThrownBy(() -> share.open("b").take(1))
                .satisfies(refusal -> assertThat(refusal.untilFree()).isBetween(Duration.ofMillis(30),
                        Duration.ofSeconds(5)));
    }
}
