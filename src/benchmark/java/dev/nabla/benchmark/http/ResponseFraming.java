package dev.nabla.benchmark.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the ends of HTTP/1.1 answers, which must be successes, without keeping their bodies. */
final class ResponseFraming {

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK
    }

    private final byte[] line = new byte[1 << 13];
    private int length;
    private Part part = Part.HEAD;
    private boolean isFirstLine = true;
    private boolean isChunked;
    private long left;

    /** Takes bytes, and says whether they end an answer. */
    boolean isAtEndAfter(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (switch (part) {
                case HEAD -> readsLine(bytes) && head();
                case CHUNK_SIZE -> readsLine(bytes) && chunkSize();
                case BODY -> skips(bytes);
                case CHUNK -> {
                    part = skips(bytes) ? Part.CHUNK_SIZE : Part.CHUNK;
                    yield false;
                }
            }) {
                if (bytes.hasRemaining()) {
                    throw new IOException("there is more than an answer");
                }
                part = Part.HEAD;
                isFirstLine = true;
                return true;
            }
        }
        return false;
    }

    private boolean skips(ByteBuffer bytes) {
        int skipped = (int) Math.min(left, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        left -= skipped;
        return left == 0;
    }

    private boolean readsLine(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                return true;
            }
            line[length++] = next;
        }
        return false;
    }

    private String line() {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
        length = 0;
        return text;
    }

    /** Takes a line of the head, and says whether the answer ends with it. */
    private boolean head() throws IOException {
        String text = line();
        if (isFirstLine) {
            if (!text.startsWith("HTTP/1.1 200")) {
                throw new IOException("the answer is " + text);
            }
            isFirstLine = false;
            isChunked = false;
            left = 0;
        } else if (text.isEmpty()) {
            part = isChunked ? Part.CHUNK_SIZE : Part.BODY;
            return !isChunked && left == 0;
        } else {
            header(text.toLowerCase(Locale.ROOT));
        }
        return false;
    }

    private void header(String text) {
        if (text.startsWith("content-length:")) {
            left = Long.parseLong(text.substring("content-length:".length()).strip());
        } else if (text.startsWith("transfer-encoding:")) {
            isChunked = text.endsWith("chunked");
        }
    }

    /** Takes the size of a chunk, whose line end is counted with it, and says whether it is the last one. */
    private boolean chunkSize() {
        String text = line();
        if (text.isEmpty()) {
            return left < 0;
        }
        long size = Long.parseLong(text, 16);
        left = size == 0 ? -1 : size + 2;
        part = size == 0 ? Part.CHUNK_SIZE : Part.CHUNK;
        return false;
    }
}
