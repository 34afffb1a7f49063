package dev.nabla.codec.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A buffered output stream for the bytes of an answer. */
final class JsonOutput {

    /** Doubled as needed, so that short answers use little memory. */
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

    /** Writes ASCII text. */
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
        makeRoom(NumberWriter.MAX_LENGTH);
        size = numbers.write(number, bytes, size);
    }

    /** Writes numbers separated by commas. */
    void write(double[] values, int from, int to) throws IOException {
        for (int next = from, end; next < to; next = end) {
            end = next + capacityForNumbers(to - next);
            size = numbers.write(values, next, end, bytes, size);
        }
        dropComma(from, to);
    }

    /** Writes numbers separated by commas. */
    void write(float[] values, int from, int to) throws IOException {
        for (int next = from, end; next < to; next = end) {
            end = next + capacityForNumbers(to - next);
            size = numbers.write(values, next, end, bytes, size);
        }
        dropComma(from, to);
    }

    private int capacityForNumbers(int max) throws IOException {
        makeRoom(NumberWriter.MAX_LENGTH);
        return Math.min(max, (bytes.length - size) / NumberWriter.MAX_LENGTH);
    }

    /** Removes the last comma, which is still in the buffer: a full buffer is only written when more is added. */
    private void dropComma(int from, int to) {
        if (from < to) {
            size--;
        }
    }

    void flush() throws IOException {
        finish();
        out.flush();
    }

    /** Writes the buffer to the stream, without flushing the stream. */
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
