package dev.nabla.codec.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The bytes of an answer on their way out. */
final class JsonOutput {

    /** Doubled until it is full size, so that a short answer costs little. */
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int FULL_CAPACITY = 32 << 10;

    private final OutputStream out;
    private final NumberWriter numbers = new NumberWriter();
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    JsonOutput(OutputStream out) {
        this.out = out;
    }

    void write(char ascii) throws IOException {
        makeRoom(1);
        bytes[size++] = (byte) ascii;
    }

    /** Writes text of ASCII letters only. */
    void write(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            write(ascii.charAt(i));
        }
    }

    void write(byte[] text) throws IOException {
        if (text.length > FULL_CAPACITY) {
            finish();
            out.write(text);
            return;
        }
        makeRoom(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    void write(double number) throws IOException {
        makeRoom(NumberWriter.LONGEST);
        size = numbers.write(number, bytes, size);
    }

    /** Writes numbers with commas between them. */
    void write(double[] values, int from, int to) throws IOException {
        for (int next = from, end; next < to; next = end) {
            end = next + roomForNumbers(to - next);
            size = numbers.write(values, next, end, bytes, size);
        }
        dropComma(from, to);
    }

    /** Writes numbers with commas between them. */
    void write(float[] values, int from, int to) throws IOException {
        for (int next = from, end; next < to; next = end) {
            end = next + roomForNumbers(to - next);
            size = numbers.write(values, next, end, bytes, size);
        }
        dropComma(from, to);
    }

    private int roomForNumbers(int most) throws IOException {
        makeRoom(NumberWriter.LONGEST);
        return Math.min(most, (bytes.length - size) / NumberWriter.LONGEST);
    }

    /** What was written last stays in the buffer until there is no room for more. */
    private void dropComma(int from, int to) {
        if (from < to) {
            size--;
        }
    }

    void flush() throws IOException {
        finish();
        out.flush();
    }

    /** Hands everything to the stream, which is not flushed. */
    void finish() throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    private void makeRoom(int count) throws IOException {
        while (bytes.length - size < count) {
            if (bytes.length < FULL_CAPACITY) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            } else {
                finish();
            }
        }
    }
}
