package dev.nabla.web.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are counted as they are read. */
public final class CountedInput extends FilterInputStream {

    private final Counter counter;

    public CountedInput(InputStream in, Counter counter) {
        super(in);
        this.counter = counter;
    }

    /** Counts bytes. */
    @FunctionalInterface
    public interface Counter {

        /**
         * Counts bytes that have arrived, perhaps none.
         *
         * @throws IOException if there are too many
         */
        void count(int bytes) throws IOException;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counter.count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        counter.count(Math.max(0, read));
        return read;
    }
}
