package dev.nabla.benchmark.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that is sent a request by several clients at once, each of which sends it again as soon as it has the answer.
 *
 * <p>All clients are one thread, which does nothing with the answers but find their ends.
 */
record HttpCompetitor(String name, Server server, String path, Map<String, String> headers, byte[] body, int clients)
        implements Competitor {

    /** A competitor that is sent JSON. */
    HttpCompetitor(String name, Server server, String path, byte[] body, int clients) {
        this(name, server, path, SampleRequest.mediaType(SampleRequest.JSON), body, clients);
    }

    @Override
    public byte[] answer() throws IOException {
        return server.post(path, headers, body);
    }

    @Override
    public Latencies work(Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            List<Connection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < clients; i++) {
                    connections.add(new Connection(server.port(), request(), selector));
                }
                Duration before = server.cpuTime();
                return work(connections, selector, time).with(server.cpuTime().minus(before));
            } finally {
                for (Connection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    private static Latencies work(List<Connection> connections, Selector selector, Duration time) throws IOException {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        for (Connection connection : connections) {
            connection.send();
        }
        for (int busy = connections.size(); busy > 0;) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.attachment() instanceof Connection connection && connection.proceed()) {
                    latencies.add(connection.age());
                    if (System.nanoTime() - start < time.toNanos()) {
                        connection.send();
                    } else {
                        busy--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return latencies.in(System.nanoTime() - start);
    }

    private ByteBuffer request() {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return ByteBuffer.allocateDirect(head.length() + body.length)
                .put(head.toString().getBytes(StandardCharsets.US_ASCII)).put(body);
    }
}
