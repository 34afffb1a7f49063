package dev.nabla.fuzz;

import dev.nabla.NablaApplication;
import dev.nabla.client.ServiceClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * Sends requests that nobody would send to a running service over a few connections, and reports what is not answered as it
 * should be. Each is determined by the seed and its number, so a finding can be sent again.
 *
 * <pre>./mvnw -P run -Dmain=dev.nabla.fuzz.Fuzzer -Dargs="COUNT SEED [PORT [FIRST]]"</pre>
 */
public final class Fuzzer {

    private static final int CONNECTIONS = 4;

    /** Apart by an odd number, so that neighbors have nothing in common. */
    private static final long APART = 0x9E3779B97F4A7C15L;

    private final int port;
    private final Vocabulary vocabulary;
    private final long seed;

    /** A fuzzer of a running service. */
    public Fuzzer(ServiceClient service, long seed) {
        this.port = service.port();
        this.vocabulary = Vocabulary.of(service);
        this.seed = seed;
    }

    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        int port = arguments.length > 2 ? Integer.parseInt(arguments[2]) : start();
        long first = arguments.length > 3 ? Long.parseLong(arguments[3]) : 0;
        long begin = System.nanoTime();
        Report report = new Fuzzer(new ServiceClient(port), seed).run(first, count);
        report.findings().forEach(System.out::println);
        System.out.printf("seed %d, requests %d to %d in %.0f s: %s%n", seed, first, first + count - 1,
                (System.nanoTime() - begin) / 1e9, report);
        System.exit(report.findings().isEmpty() ? 0 : 1);
    }

    /** Starts the service on a free port. */
    private static int start() {
        var context = SpringApplication.run(NablaApplication.class, "--server.port=0", "--server.address=127.0.0.1");
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Sends so many exchanges, from the number {@code first} on. */
    public Report run(long first, long count) {
        Report report = new Report();
        AtomicLong next = new AtomicLong(first);
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.execute(() -> run(next, first + count, report));
            }
        }
        return report;
    }

    private void run(AtomicLong next, long end, Report report) {
        @Nullable
        Exchange previous = null;
        try (FuzzConnection connection = new FuzzConnection(port, report)) {
            for (long number = next.getAndIncrement(); number < end
                    && !report.isFull(); number = next.getAndIncrement()) {
                Choices choices = new Choices(seed + number * APART);
                Exchange exchange = new ExchangeMaker(vocabulary, choices).next();
                List<String> broken = connection.exchange(exchange, choices.oneIn(4));
                if (!broken.isEmpty()) {
                    report.find(broken.getFirst(), "-- " + number + ": " + broken + "\n" + exchange.excerpt()
                            + (previous == null ? "" : "\n-- on the connection of\n" + previous.excerpt()));
                }
                previous = exchange;
            }
        } catch (RuntimeException e) {
            report.find("the fuzzer failed", "the fuzzer failed: " + e);
        }
    }
}
