package dev.nabla.web.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is waited for with limited patience. Tomcat's timeouts start again with each byte; these do not. Its buffers
 * are small, and grow while a large body or answer flows.
 */
final class PacedSocket extends NioSocketWrapper implements ClientConnection {

    /** The size of a buffer of an idle connection: enough for the head of a request or a short answer. */
    static final int SMALL_BUFFER = 2 << 10;
    private static final int LARGE_BUFFER = 32 << 10;

    /** The time for all of a stream. */
    private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

    private enum Phase {
        IDLE,
        HEAD,
        REQUEST,
        REST
    }

    private final PacedEndpoint endpoint;
    private final SocketBufferHandler smallBuffers;
    private final WaitingClients waiting;
    private final Turns turns;
    private final long headNanos;
    private final Patience body;
    private final Patience answer;
    private final Patience betweenLines;
    private final Patience answers;
    private Patience reading;
    private Patience writing;

    private volatile Phase phase = Phase.IDLE;
    private volatile long phaseStart;
    private volatile long documentStart;
    private volatile @Nullable Wait wait;
    private boolean stalled;

    /** The wait of a thread for a client. */
    private record Wait(Thread thread, Patience patience, ByteBuffer buffer, int position, long start) {

        long bytes() {
            return (long) buffer.position() - position;
        }

        long nanos() {
            return System.nanoTime() - start;
        }

        long left() {
            return patience.left(bytes(), nanos());
        }
    }

    @FunctionalInterface
    private interface Transfer {
        int run() throws IOException;
    }

    PacedSocket(NioChannel channel, PacedEndpoint endpoint, ConnectionProperties limits, WaitingClients waiting) {
        super(channel, endpoint);
        this.endpoint = endpoint;
        this.smallBuffers = channel.getBufHandler();
        this.waiting = waiting;
        this.turns = new Turns(endpoint.largeTransfers());
        this.headNanos = limits.headerTimeout().toNanos();
        long rate = limits.minRate().toBytes();
        this.body = new Patience(limits.stallTimeout(), limits.transferTimeout(), rate);
        this.answer = new Patience(limits.stallTimeout(), limits.transferTimeout(), rate);
        this.betweenLines = new Patience(limits.streamTimeout(), UNLIMITED, rate);
        this.answers = new Patience(limits.streamTimeout(), UNLIMITED, rate);
        this.reading = body;
        this.writing = answer;
    }

    /** There are bytes to read: of the next request, or more of its head. Returns whether they have come in time. */
    boolean wake() {
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        return nanosLeft() > 0;
    }

    /** The head of a request is complete; the length of its body is -1 if it is unknown. */
    void beginRequest(long bodyLength) {
        reading = body;
        writing = answer;
        reading.renew(Math.max(bodyLength, 0));
        writing.renew(0);
        stalled = false;
        enter(Phase.REQUEST);
        documentStart = phaseStart;
    }

    /** The answer is written. A rest of the body is waited for as long as a head, or not at all if the client has stalled. */
    void endRequest() {
        enter(Phase.REST);
        turns.end();
        if (stalled) {
            phaseStart = System.nanoTime() - headNanos;
        }
    }

    /** The head of the next request has arrived in part. */
    void awaitHead() {
        waiting.add(this);
    }

    void idle() {
        enter(Phase.IDLE);
        waiting.remove(this);
        if (hasEmptyBuffers()) {
            socketBufferHandler = smallBuffers;
        }
    }

    boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** Whether nothing happens until the client goes on with its request, or with taking the answer. */
    boolean isWaiting() {
        return phase == Phase.HEAD || wait != null;
    }

    @Override
    public void awaitLine() {
        if (writing != answers) {
            writing = answers;
            writing.renew(0);
        }
        reading = betweenLines;
        reading.renew(0);
    }

    @Override
    public void stopReceiving() {
        SocketChannel channel = getSocket().getIOChannel();
        try {
            if (channel != null) {
                channel.shutdownInput();
            }
        } catch (IOException _) {
            // the connection is closed
        }
    }

    @Override
    public void receiveLine() {
        reading = body;
        reading.renew(0);
        documentStart = System.nanoTime();
    }

    private void enter(Phase next) {
        phaseStart = System.nanoTime();
        phase = next;
    }

    /** How long the client will be waited for, in nanoseconds; it may be negative. */
    long nanosLeft() {
        Wait current = wait;
        return current == null || phase != Phase.REQUEST
                ? headNanos - (System.nanoTime() - phaseStart)
                : current.left();
    }

    @Override
    public long slowFor() {
        return wait == null ? 0 : System.nanoTime() - documentStart;
    }

    @Override
    public void giveUp() {
        Wait current = wait;
        endpoint.closeLater(this, Duration.ofNanos(Math.max(0, nanosLeft())));
        if (current != null) {
            current.thread().interrupt();
        }
    }

    @Override
    public boolean isGone() {
        return isClosed() || look() < 0;
    }

    @Override
    public boolean hasInput() {
        return isClosed() || look() != 0;
    }

    /** Looks for bytes without waiting: 1 if there are any, 0 if there are none, -1 if none will come. */
    private int look() {
        if (!socketBufferHandler.isReadBufferEmpty()) {
            return 1;
        }
        ByteBuffer first = ByteBuffer.allocate(1);
        try {
            int read = super.read(false, first);
            if (read > 0) {
                unRead(first.flip());
            }
            return read;
        } catch (IOException _) {
            return -1;
        }
    }

    @Override
    public int read(boolean block, ByteBuffer to) throws IOException {
        int read = super.read(false, to);
        reading.progress(read, 0);
        if (read == 0 && block) {
            read = await(reading, to, () -> super.read(true, to));
        }
        turns.transferred(read);
        if (read >= socketBufferHandler.getReadBuffer().capacity()) {
            growBuffers();
        }
        return read;
    }

    @Override
    protected void doWrite(boolean block) throws IOException {
        super.doWrite(block);
        if (socketBufferHandler.getWriteBuffer().limit() == socketBufferHandler.getWriteBuffer().capacity()) {
            growBuffers();
        }
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) throws IOException {
        if (previousIOException != null) {
            throw new IOException(previousIOException);
        }
        int count = from.remaining();
        super.doWrite(false, from);
        writing.progress(count - from.remaining(), 0);
        if (block && (from.hasRemaining() || getSocket().getOutboundRemaining() > 0)) {
            await(writing, from, () -> {
                super.doWrite(true, from);
                return count;
            });
        }
        turns.transferred(count);
    }

    private int await(Patience patience, ByteBuffer buffer, Transfer transfer) throws IOException {
        Wait current = new Wait(Thread.currentThread(), patience, buffer, buffer.position(), System.nanoTime());
        wait = current;
        waiting.add(this);
        try {
            return transfer.run();
        } catch (SocketTimeoutException e) {
            stalled = true;
            throw e;
        } finally {
            wait = null;
            turns.begin(current.start());
            patience.progress(current.bytes(), current.nanos());
        }
    }

    private void growBuffers() {
        int capacity = socketBufferHandler.getReadBuffer().capacity();
        if (capacity < LARGE_BUFFER && hasEmptyBuffers()) {
            int more = Math.min(4 * capacity, LARGE_BUFFER);
            socketBufferHandler = new SocketBufferHandler(more, more, false);
        }
    }

    /** Whether the buffers can be replaced. The channel of TLS has its own idea of their size. */
    private boolean hasEmptyBuffers() {
        return socketBufferHandler.isReadBufferEmpty() && socketBufferHandler.isWriteBufferEmpty()
                && !(getSocket() instanceof SecureNioChannel) && !isClosed();
    }

    @Override
    public long getReadTimeout() {
        return phase == Phase.IDLE ? super.getReadTimeout() : millisLeft();
    }

    @Override
    public long getWriteTimeout() {
        return phase == Phase.IDLE ? super.getWriteTimeout() : millisLeft();
    }

    /** At least 1, since Tomcat takes 0 for no limit. */
    private long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    /** The poller compares the time since then with the timeout: a thread that waits sees to its timeout itself. */
    @Override
    public long getLastRead() {
        return phase == Phase.IDLE ? super.getLastRead() : lastProgress();
    }

    @Override
    public long getLastWrite() {
        return phase == Phase.IDLE ? super.getLastWrite() : lastProgress();
    }

    private long lastProgress() {
        return wait == null && nanosLeft() < 0 ? 0 : System.currentTimeMillis();
    }

    @Override
    protected void doClose() {
        waiting.remove(this);
        turns.end();
        endpoint.closed(this);
        if (phase == Phase.REST) {
            endpoint.drain(this);
        }
        super.doClose();
    }
}
