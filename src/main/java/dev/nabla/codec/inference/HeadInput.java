package dev.nabla.codec.inference;

import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, which is not read beyond them. */
final class HeadInput extends InputStream {

    private final InputStream in;
    private long left;

    HeadInput(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
    }
}
