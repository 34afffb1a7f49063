package dev.nabla.codec.json;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a document as they arrive. Its buffer is open to the parsers of this package, whose loops run on it. */
final class JsonInput {

    /** What {@link #peek} answers where the document ends. */
    static final int END = -1;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int FULL_CAPACITY = 64 << 10;

    /** So many bytes behind {@link #limit} may be looked at; the first of them is zero, which is part of no token. */
    static final int MARGIN = 4 * Long.BYTES;

    byte[] bytes = new byte[FIRST_CAPACITY + MARGIN];
    int position;
    int limit;

    private final InputStream in;
    private long dropped;
    private boolean ended;

    JsonInput(InputStream in) {
        this.in = in;
    }

    /** The next byte, which stays unread, or {@link #END}. */
    int peek() throws IOException {
        if (position == limit) {
            require(1);
        }
        return position == limit ? END : bytes[position] & 0xFF;
    }

    /** The next byte, or {@link #END}. */
    int next() throws IOException {
        int next = peek();
        if (next != END) {
            position++;
        }
        return next;
    }

    /** Sees to it that so many bytes, no more than a few hundred, lie in the buffer; fewer only if the document ends. */
    void require(int count) throws IOException {
        while (limit - position < count && !ended) {
            makeRoom();
            int read = in.read(bytes, limit, capacity() - limit);
            ended = read < 0;
            limit += Math.max(read, 0);
            bytes[limit] = 0;
        }
    }

    /** Drops what was read; a document that fills the buffer gets a larger one, so that a small one costs little. */
    private void makeRoom() {
        if (position == 0 && limit < capacity()) {
            return;
        }
        byte[] target = limit == capacity() && limit < FULL_CAPACITY ? new byte[2 * limit + MARGIN] : bytes;
        System.arraycopy(bytes, position, target, 0, limit - position);
        dropped += position;
        limit -= position;
        position = 0;
        bytes = target;
    }

    private int capacity() {
        return bytes.length - MARGIN;
    }

    /** Whether the buffer holds all that is left of the document. */
    boolean ended() {
        return ended;
    }

    /** How many bytes of the document come before the next one. */
    long offset() {
        return dropped + position;
    }
}
