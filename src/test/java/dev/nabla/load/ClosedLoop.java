package dev.nabla.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Clients each of which has one request under way, or waits after a 503. The calling thread serves them all. */
final class ClosedLoop implements AutoCloseable {

    private static final long LONGEST_SELECT_MILLIS = 10;

    private final InetSocketAddress service;
    private final Selector selector = Selector.open();
    private final ByteBuffer received = ByteBuffer.allocateDirect(256 << 10);
    private final List<LoadClient> clients = new ArrayList<>();
    private final PriorityQueue<LoadClient> waiting = new PriorityQueue<>(
            Comparator.comparingLong(LoadClient::resumption));

    ClosedLoop(int port) throws IOException {
        this.service = new InetSocketAddress("localhost", port);
    }

    /** Adds clients that send this request, and returns what will come of it. */
    Tally add(LoadRequest request, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(request.bytes().length).put(request.bytes()).flip();
        Tally tally = new Tally();
        for (int i = 0; i < count; i++) {
            LoadClient client = new LoadClient(selector, service, bytes, request.unasked(), received, tally);
            clients.add(client);
            client.begin();
        }
        return tally;
    }

    /** Lets them send for so long. */
    void run(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            selector.select(this::proceed, LONGEST_SELECT_MILLIS);
            LoadClient next = waiting.peek();
            while (next != null && next.resumption() <= System.nanoTime()) {
                waiting.remove().begin();
                next = waiting.peek();
            }
        }
    }

    private void proceed(SelectionKey key) {
        try {
            LoadClient client = (LoadClient) key.attachment();
            if (client.proceed(key)) {
                waiting.add(client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (LoadClient client : clients) {
            client.close();
        }
        selector.close();
    }
}
