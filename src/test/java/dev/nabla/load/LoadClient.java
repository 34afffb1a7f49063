package dev.nabla.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends a request, takes the answer, and sends the request again. After a 503 it waits as long as
 * {@code Retry-After} says, and up to half of that more, so that not all come back at once, and then opens a new connection.
 */
final class LoadClient {

    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector;
    private final InetSocketAddress service;
    private final ByteBuffer request;
    private final int unasked;
    private final ByteBuffer received;
    private final Tally tally;
    private final AnswerScanner answer = new AnswerScanner();
    private @Nullable SocketChannel channel;
    private long start;
    private long resumption;

    /**
     * Creates a client that has not begun.
     *
     * @param unasked how many bytes of the request are sent before the service has said that it wants the rest
     * @param received where answers are read to; may be shared with other clients
     */
    LoadClient(Selector selector, InetSocketAddress service, ByteBuffer request, int unasked, ByteBuffer received,
            Tally tally) {
        this.selector = selector;
        this.service = service;
        this.request = request.duplicate();
        this.unasked = unasked;
        this.received = received;
        this.tally = tally;
    }

    /** When it sends its next request, by {@link System#nanoTime}; of interest while it waits. */
    long resumption() {
        return resumption;
    }

    /** Begins the next request, on a new connection if it has none. */
    void begin() throws IOException {
        start = System.nanoTime();
        request.clear().limit(unasked);
        answer.reset();
        if (channel == null) {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.connect(service);
            channel.register(selector, SelectionKey.OP_CONNECT, this);
        } else {
            channel.write(request);
            await(channel);
        }
    }

    private void await(SocketChannel to) {
        to.keyFor(selector).interestOps(
                request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Goes on when its channel is ready; whether it now waits to be resumed. */
    boolean proceed(SelectionKey key) throws IOException {
        SocketChannel ready = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                ready.finishConnect();
            }
            if (request.hasRemaining()) {
                ready.write(request);
                await(ready);
            }
            if (!key.isReadable()) {
                return false;
            }
            if (ready.read(received.clear()) < 0) {
                throw new IOException("closed");
            }
            return answer.ends(received.flip()) && end(ready);
        } catch (IOException _) {
            tally.fail();
            return pause(PAUSE_AFTER_FAILURE);
        }
    }

    /** Does what follows from a whole answer; whether it now waits to be resumed. */
    private boolean end(SocketChannel from) throws IOException {
        int status = answer.status();
        if (status == 100) {
            request.limit(request.capacity());
            answer.reset();
            await(from);
            return false;
        }
        if (status == 200) {
            if (answer.isLast() || request.hasRemaining()) {
                close();
            }
            tally.answer(System.nanoTime() - start);
            begin();
            return false;
        }
        if (status == 503) {
            tally.refuse();
            return pause(TimeUnit.SECONDS.toNanos(Math.max(1, answer.header("retry-after", 1))));
        }
        throw new IOException("status " + status);
    }

    private boolean pause(long nanos) throws IOException {
        close();
        resumption = System.nanoTime() + nanos + ThreadLocalRandom.current().nextLong(nanos / 2);
        return true;
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
