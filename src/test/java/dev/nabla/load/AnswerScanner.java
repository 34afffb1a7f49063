package dev.nabla.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of an answer without looking into its body, so that a client costs as little as possible. */
final class AnswerScanner {

    private static final int LONGEST_HEAD = 8 << 10;
    private static final long LAST_CHUNK = 0x0D0A_300D_0A0D_0AL;
    private static final int LAST_CHUNK_BITS = 56;

    private final byte[] start = new byte[LONGEST_HEAD];
    private int started;
    private String head = "";
    private boolean isChunked;
    private long remaining;
    private long last;

    /** Begins the next answer. */
    void reset() {
        started = 0;
        head = "";
        last = 0;
    }

    /** Takes the next bytes; whether they end the answer. */
    boolean ends(ByteBuffer bytes) {
        if (head.isEmpty() && !readHead(bytes)) {
            return false;
        }
        remaining -= bytes.remaining();
        for (int i = Math.max(bytes.position(), bytes.limit() - Long.BYTES); i < bytes.limit(); i++) {
            last = (last << Byte.SIZE) | (bytes.get(i) & 0xFF);
        }
        return isChunked ? (last & ((1L << LAST_CHUNK_BITS) - 1)) == LAST_CHUNK : remaining <= 0;
    }

    private boolean readHead(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), start.length - started);
        bytes.get(bytes.position(), start, started, count);
        String text = new String(start, 0, started + count, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            started += count;
            return false;
        }
        bytes.position(bytes.position() + end + 4 - started);
        head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        isChunked = head.contains("\r\ntransfer-encoding: chunked\r\n");
        remaining = header("content-length", 0);
        return true;
    }

    int status() {
        return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    boolean isLast() {
        return head.contains("\r\nconnection: close\r\n");
    }

    /** A header that is a number. */
    long header(String name, long otherwise) {
        String begin = "\r\n" + name + ": ";
        int start = head.indexOf(begin);
        return start < 0
                ? otherwise
                : Long.parseLong(head.substring(start + begin.length(), head.indexOf("\r\n", start + 2)));
    }
}
