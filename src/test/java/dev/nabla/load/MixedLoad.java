package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.fuzz.Fuzzer;
import dev.nabla.fuzz.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Requests of all kinds by several clients, of which some are at fault, slow, or go away. */
final class MixedLoad {

    private static final int CLIENTS = 2;
    private static final int SLOW_OF_EACH_KIND = 20;
    private static final int FUZZED_AT_ONCE = 1000;

    /** What is cut off is a large body, at any place. */
    private static final int LARGE = 2_000_000;

    private final ServiceClient service;
    private final ExampleRequests examples;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final LongAdder fuzzed = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    MixedLoad(ServiceClient service) {
        this.service = service;
        this.examples = ExampleRequests.of(service);
    }

    void start() {
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            threads.add(Thread.ofPlatform().daemon().start(() -> sendExamples(random)));
        }
        threads.add(Thread.ofPlatform().daemon().start(this::fuzz));
        threads.add(Thread.ofPlatform().daemon().start(this::cut));
        threads.add(Thread.ofPlatform().daemon().start(this::holdSlowConnections));
    }

    private void sendExamples(SplittableRandom random) {
        while (!ended) {
            ExampleRequests.Example example = examples.next(random);
            try {
                Answer answer = example.body().isEmpty()
                        ? service.get(example.path())
                        : service.post(example.path(), example.body());
                statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
                if (answer.status() >= 500 && (answer.status() != 503 || answer.header("retry-after").isEmpty())) {
                    findings.add(answer.status() + " from " + example.path() + ": " + answer.text());
                }
            } catch (AssertionError e) {
                findings.add("no answer from " + example.path() + ": " + e.getCause());
            }
        }
    }

    private void fuzz() {
        Fuzzer fuzzer = new Fuzzer(service, 1);
        for (long first = 0; !ended; first += FUZZED_AT_ONCE) {
            Report report = fuzzer.run(first, FUZZED_AT_ONCE);
            fuzzed.add(report.answers());
            findings.addAll(report.findings());
        }
    }

    /** Sends a part of a large request and closes the connection. */
    private void cut() {
        byte[] request = LoadRequest.large(LARGE).bytes();
        SplittableRandom random = new SplittableRandom(CLIENTS);
        while (!ended) {
            try (Socket socket = new Socket("localhost", service.port())) {
                socket.getOutputStream().write(request, 0, random.nextInt(request.length) + 1);
                cut.increment();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(50));
            } catch (IOException _) {
                // the service may close it first
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void holdSlowConnections() {
        List<SlowConnections> kinds = Arrays.stream(Annoyance.values())
                .map(kind -> new SlowConnections(service.port(), kind)).toList();
        try {
            for (SlowConnections kind : kinds) {
                kind.open(SLOW_OF_EACH_KIND);
            }
            while (!ended) {
                TimeUnit.SECONDS.sleep(1);
                for (SlowConnections kind : kinds) {
                    kind.drip(0, 1);
                }
            }
            for (SlowConnections kind : kinds) {
                kind.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was not answered as it should be. */
    Queue<String> findings() {
        return findings;
    }

    /** How much was sent so far. */
    String summary() {
        return "answers to examples by status %s, fuzzed %,d, cut %,d, findings %d".formatted(statuses, fuzzed.sum(),
                cut.sum(), findings.size());
    }

    /** Ends it, and waits until the last request is answered. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
