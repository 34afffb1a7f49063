package dev.nabla.web.stream;

import dev.nabla.web.body.Arrival;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A line whose bytes are counted as they arrive. */
final class CountedLine extends FilterInputStream {

    private final Arrival arrival;

    CountedLine(InputStream line, Arrival arrival) {
        super(line);
        this.arrival = arrival;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        arrival.count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        arrival.count(Math.max(0, read));
        return read;
    }
}
