package dev.nabla.codec;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer on their way out. */
final class JsonOutput {

    private static final int CAPACITY = 16 << 10;

    private final OutputStream out;
    private final NumberWriter numbers = new NumberWriter();
    private final byte[] bytes = new byte[CAPACITY];
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
        if (text.length > CAPACITY) {
            drain();
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

    void write(float number) throws IOException {
        makeRoom(NumberWriter.LONGEST);
        size = numbers.write(number, bytes, size);
    }

    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void makeRoom(int count) throws IOException {
        if (CAPACITY - size < count) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }
}
