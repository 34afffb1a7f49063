package dev.nabla.service.access;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;
import java.util.Locale;

/**
 * How much a client may send.
 *
 * @param unit what is counted
 * @param bandwidth a quota that refills steadily, all of it within a window
 */
public record RateLimit(Unit unit, Bandwidth bandwidth) {

    /** What is counted. */
    public enum Unit {
        REQUESTS(""),
        /** Of bodies. */
        BYTES(";qu=\"content-bytes\"");

        private final String parameter;

        Unit(String parameter) {
            this.parameter = parameter;
        }

        /** The name in the headers, and in the configuration. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RateLimit of(long quota, Unit unit, Duration window) {
        return new RateLimit(unit, Bandwidth.builder().capacity(quota).refillGreedy(quota, window).build());
    }

    long quota() {
        return bandwidth.getCapacity();
    }

    Duration window() {
        return Duration.ofNanos(bandwidth.getRefillPeriodNanos());
    }

    /** As in {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + unit.label() + "\";q=" + quota() + unit.parameter + ";w=" + window().toSeconds();
    }

    /** As in a message. */
    public String explanation() {
        return quota() + " " + unit.label() + " in " + window().toSeconds() + " s, the limit set by nabla.rate-limit."
                + unit.label();
    }
}
