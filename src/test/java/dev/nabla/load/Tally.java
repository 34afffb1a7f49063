package dev.nabla.load;

/** What came of the requests of one kind. */
final class Tally {

    private Latencies answered = new Latencies();
    private long refused;
    private long failed;

    void answer(long nanos) {
        answered.add(nanos);
    }

    void refuse() {
        refused++;
    }

    void fail() {
        failed++;
    }

    void reset() {
        answered = new Latencies();
        refused = 0;
        failed = 0;
    }

    /** How long those took that were answered with 200. */
    Latencies answered() {
        return answered;
    }

    /** How many were answered with 503. */
    long refused() {
        return refused;
    }

    /** How many were answered with anything else, or not at all. */
    long failed() {
        return failed;
    }
}
