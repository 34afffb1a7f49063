package dev.nabla.fuzz;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What came of it: answers by status, the longest time, and what was not right. */
public final class Report {

    private static final int MOST_FINDINGS = 30;
    private static final int MOST_OF_A_KIND = 3;

    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> kinds = new ConcurrentSkipListMap<>();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicLong longest = new AtomicLong();

    Report() {}

    void status(int status) {
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /** Counts a request without an end that was not answered. */
    void unanswered() {
        unanswered.increment();
    }

    void time(long nanoseconds) {
        longest.accumulateAndGet(nanoseconds, Math::max);
    }

    /** Adds a finding, unless there are enough of its kind. */
    void find(String kind, String finding) {
        LongAdder count = kinds.computeIfAbsent(kind.replaceAll("\\d+", ""), _ -> new LongAdder());
        count.increment();
        if (count.sum() <= MOST_OF_A_KIND) {
            findings.add(finding);
        }
    }

    /** Whether there is enough to mend. */
    boolean isFull() {
        return findings.size() >= MOST_FINDINGS;
    }

    /** What was not right, with the requests. */
    public Queue<String> findings() {
        return findings;
    }

    /** How many answers there were. */
    public long answers() {
        return statuses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public String toString() {
        return String.format(
                "%,d answers, %,d unfinished requests without, the longest exchange %.1f s, by status %s, findings %s",
                answers(),
                unanswered.sum(), longest.get() / 1e9, statuses, kinds);
    }
}
