package dev.nabla.codec.ndjson;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a stream into lines as it arrives. Its buffer holds a chunk of lines, or the begin of one that is longer than a buffer,
 * whatever the length of the stream.
 */
public final class LineReader {

    private static final int FIRST_CAPACITY = 4 << 10;

    /** How many bytes behind a chunk may be read. */
    private static final int MARGIN = 64;

    private static final byte LINE_FEED = '\n';

    private final InputStream in;
    private final int fullCapacity;
    private byte[] bytes = new byte[0];
    private int start;
    private int searched;
    private int limit;
    private int capacity;
    private long line = 1;
    private boolean ended;

    /** Creates a reader whose buffer grows to this size, in bytes: longer lines are read apart. */
    public LineReader(InputStream in, int fullCapacity) {
        this.in = in;
        this.fullCapacity = fullCapacity;
        this.capacity = Math.min(FIRST_CAPACITY, fullCapacity);
    }

    /** Whether all lines have been returned. */
    public boolean ended() {
        return ended && start == limit;
    }

    /** The number of the line that comes next, from 1. */
    public long line() {
        return line;
    }

    /** Whether the next line is longer than a buffer, so that only {@link #longLine} can read it. */
    public boolean isLong() {
        return limit - start == fullCapacity && searched == limit;
    }

    /** Whether there are bytes that {@link #receive} looks at before it waits for more. */
    public boolean isReady() {
        return searched < limit;
    }

    /** Receives bytes, waiting for the first of them, and returns the lines that are complete with them, if any. */
    public Optional<LineChunk> receive() throws IOException {
        if (isReady()) {
            return chunk(lastLineFeed() + 1);
        }
        makeRoom();
        int room = start + capacity - limit;
        int read = in.read(bytes, limit, room);
        if (read < 0) {
            return end();
        }
        limit += read;
        if (read == room) {
            capacity = Math.min(2 * capacity, fullCapacity);
        }
        return chunk(lastLineFeed() + 1);
    }

    private Optional<LineChunk> end() {
        ended = true;
        if (start == limit) {
            return Optional.empty();
        }
        bytes[limit++] = LINE_FEED;
        return chunk(limit);
    }

    /** The position of the last line feed among the new bytes; before the start if there is none. */
    private int lastLineFeed() {
        for (int i = limit - 1; i >= searched; i--) {
            if (bytes[i] == LINE_FEED) {
                return i;
            }
        }
        searched = limit;
        return start - 1;
    }

    private Optional<LineChunk> chunk(int end) {
        if (end == start) {
            return Optional.empty();
        }
        LineChunk chunk = new LineChunk(bytes, start, end, line);
        line += chunk.countLines();
        // the lines keep the buffer; the rest of it moves on
        bytes = Arrays.copyOfRange(bytes, end, limit);
        capacity = Math.clamp(2L * (end - start), Math.min(FIRST_CAPACITY, capacity), capacity);
        limit -= end;
        start = 0;
        searched = limit;
        return Optional.of(chunk);
    }

    private void makeRoom() {
        int size = limit - start;
        if (size >= capacity || bytes.length < start + capacity + MARGIN) {
            capacity = Math.max(capacity, Math.min(2 * size, fullCapacity));
            byte[] larger = new byte[capacity + MARGIN];
            System.arraycopy(bytes, start, larger, 0, size);
            bytes = larger;
            searched -= start;
            start = 0;
            limit = size;
        }
    }

    /** The line that comes next, as it arrives. It must be read to its end before anything else is. */
    public InputStream longLine() {
        return new LongLine();
    }

    /** Ends before the line feed, and consumes it. */
    private final class LongLine extends InputStream {

        private boolean isOver;

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (isOver || (start == limit && !fill())) {
                return -1;
            }
            int end = Math.min(limit, start + length);
            int at = start;
            while (at < end && bytes[at] != LINE_FEED) {
                at++;
            }
            int count = at - start;
            System.arraycopy(bytes, start, into, offset, count);
            start = at;
            if (at < end) {
                start++;
                end();
            }
            searched = start;
            return count > 0 || !isOver ? count : -1;
        }

        private boolean fill() throws IOException {
            start = 0;
            limit = Math.max(0, in.read(bytes, 0, capacity));
            searched = 0;
            ended = limit == 0;
            if (ended) {
                end();
            }
            return !ended;
        }

        private void end() {
            isOver = true;
            line++;
        }
    }
}
