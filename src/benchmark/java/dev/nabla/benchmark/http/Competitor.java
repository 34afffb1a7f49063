package dev.nabla.benchmark.http;

import java.io.IOException;
import java.time.Duration;

/** A program that does a piece of work again and again. */
interface Competitor {

    String name();

    /** Does the work once. */
    byte[] answer() throws IOException;

    /** Does the work over and over for about so long, at least once. */
    Latencies work(Duration time) throws IOException;
}
