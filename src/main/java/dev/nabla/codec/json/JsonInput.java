package dev.nabla.codec.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A buffer for the bytes of a document as they arrive. The parsers of this package access it directly. */
final class JsonInput {

    /** Returned by {@link #peek} at the end of the document. */
    static final int END = -1;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int FULL_CAPACITY = 64 << 10;

    /** The number of bytes after {@link #limit} that may be read; the first is zero, which is part of no token. */
    static final int MARGIN = 4 * Long.BYTES;

    byte[] bytes;
    int position;
    int limit;

    private final InputStream in;
    private long dropped;
    private boolean ended;
    private @Nullable ByteArrayOutputStream captured;
    private int captureStart;

    JsonInput(InputStream in) {
        this.in = in;
        this.bytes = new byte[FIRST_CAPACITY + MARGIN];
    }

    /** A document that has arrived, in an array with a line feed and a margin behind it. */
    JsonInput(byte[] bytes, int from, int to) {
        this.in = InputStream.nullInputStream();
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.ended = true;
    }

    /** The next byte, without consuming it, or {@link #END}. */
    int peek() throws IOException {
        if (position == limit) {
            require(1);
        }
        return position == limit ? END : bytes[position] & 0xFF;
    }

    /** Consumes the next byte; {@link #END} if there is none. */
    int next() throws IOException {
        int next = peek();
        if (next != END) {
            position++;
        }
        return next;
    }

    /** Fills the buffer to at least {@code count} bytes, up to a few hundred; to fewer only if the document ends. */
    void require(int count) throws IOException {
        while (limit - position < count && !ended) {
            makeRoom();
            int read = in.read(bytes, limit, capacity() - limit);
            ended = read < 0;
            limit += Math.max(read, 0);
            bytes[limit] = 0;
        }
    }

    /** Discards consumed bytes. The buffer grows while it is full, so that short documents use little memory. */
    private void makeRoom() {
        if (position == 0 && limit < capacity()) {
            return;
        }
        if (captured != null) {
            captured.write(bytes, captureStart, position - captureStart);
            captureStart = 0;
        }
        byte[] target = limit == capacity() && limit < FULL_CAPACITY ? new byte[2 * limit + MARGIN] : bytes;
        System.arraycopy(bytes, position, target, 0, limit - position);
        dropped += position;
        limit -= position;
        position = 0;
        bytes = target;
    }

    /** Begins to keep what is consumed. */
    void beginCapture() {
        captured = new ByteArrayOutputStream();
        captureStart = position;
    }

    /** What was consumed since the begin of the capture. */
    byte[] endCapture() {
        ByteArrayOutputStream text = Objects.requireNonNull(captured);
        text.write(bytes, captureStart, position - captureStart);
        captured = null;
        return text.toByteArray();
    }

    private int capacity() {
        return bytes.length - MARGIN;
    }

    /** Whether the buffer contains the rest of the document. */
    boolean ended() {
        return ended;
    }

    /** The offset of the next byte in the document. */
    long offset() {
        return dropped + position;
    }
}
