package dev.nabla.benchmark.http;

import java.io.IOException;
import java.time.Duration;

/**
 * A server each of whose answers is to many evaluations, which are counted.
 *
 * @param evaluations their number in a request
 */
record BatchCompetitor(String name, Competitor server, int evaluations) implements Competitor {

    @Override
    public byte[] answer() throws IOException {
        return server.answer();
    }

    @Override
    public Latencies work(Duration time) throws IOException {
        return server.work(time).of(evaluations);
    }
}
