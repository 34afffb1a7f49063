package dev.nabla.codec.gzip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip of one member or more. Unlike that of the JDK, it hands over what can be inflated from the bytes that have
 * arrived before it waits for more, knows without waiting whether there is something, and rejects bytes behind the last member.
 */
public final class GzipInput extends InputStream {

    private static final int CAPACITY = 4 << 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xE0;

    /** The bytes of the header after the flags: time, level, system. */
    private static final int UNUSED = 6;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] bytes = new byte[CAPACITY];
    private final byte[] first = new byte[1];
    private int position;
    private int limit;
    private int members;
    private boolean isWithinMember;
    private boolean hasFirst;

    public GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (hasFirst && length > 0) {
            hasFirst = false;
            into[offset] = first[0];
            return 1;
        }
        while (length > 0) {
            if (!isWithinMember && !beginMember()) {
                return -1;
            }
            int count = inflate(into, offset, length);
            if (count > 0) {
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (!fill()) {
                throw truncated();
            }
        }
        return 0;
    }

    /** 1 if something can be read without waiting for bytes to arrive; else 0. */
    @Override
    public int available() throws IOException {
        while (isWithinMember && !hasFirst && !inflater.finished()) {
            hasFirst = inflate(first, 0, 1) > 0;
            if (!hasFirst && !inflater.finished() && (in.available() == 0 || !fill())) {
                return 0;
            }
        }
        return isWithinMember || position < limit || in.available() > 0 ? 1 : 0;
    }

    private int inflate(byte[] into, int offset, int length) throws MalformedGzipException {
        try {
            if (inflater.needsInput() && position < limit) {
                inflater.setInput(bytes, position, limit - position);
                position = limit;
            }
            int count = inflater.inflate(into, offset, length);
            if (inflater.needsDictionary()) {
                throw new MalformedGzipException("it needs a dictionary");
            }
            checksum.update(into, offset, count);
            return count;
        } catch (DataFormatException _) {
            throw new MalformedGzipException("its compressed data are corrupt");
        }
    }

    /** Reads the header of the next member; false at the end of the stream. */
    private boolean beginMember() throws IOException {
        if (position == limit && !fill()) {
            if (members == 0) {
                throw new MalformedGzipException("it is empty");
            }
            return false;
        }
        if (next() != 0x1F || next() != 0x8B || next() != DEFLATE) {
            throw new MalformedGzipException(
                    members == 0 ? "it does not begin with the header of gzip" : "there is something behind its end");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new MalformedGzipException("its header has unknown flags");
        }
        skip(UNUSED);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << Byte.SIZE);
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        skip((flags & HEADER_CRC) == 0 ? 0 : 2);
        members++;
        isWithinMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long sum = fourBytes();
        long size = fourBytes();
        if (sum != checksum.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new MalformedGzipException("its checksum or length does not match its data");
        }
        inflater.reset();
        checksum.reset();
        isWithinMember = false;
    }

    private long fourBytes() throws IOException {
        long value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (long) next() << (i * Byte.SIZE);
        }
        return value;
    }

    private void skipText(int isThere) throws IOException {
        while (isThere != 0 && next() != 0) {
            // up to the zero byte
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw truncated();
        }
        return bytes[position++] & 0xFF;
    }

    /** Replaces the bytes, all of which have been consumed; false if there are no more. */
    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(bytes, 0, bytes.length));
        return limit > 0;
    }

    private static MalformedGzipException truncated() {
        return new MalformedGzipException("it ends too early");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
