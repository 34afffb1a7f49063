package dev.nabla.codec.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Requests made at random, half of them damaged a little. */
final class RandomDocument {

    private static final String[] NAMES = {"x", "y", "weight", "mask", "option", "dtype", "other", "a\\u0062", "é", ""};
    private static final String[] SCALARS = {"true", "false", "null", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"",
            "\"Inf\"",
            "\"\"", "\"a\\n\\u00e9\\ud83d\\ude00\"", "\"é€😀\"", "{}", "[]", "-0", "0", "1e400"};
    private static final byte[] DAMAGE = "[]{}:,\"\\ \n0123456789eE.+-tfnu/abx'\u0001\u007fé😀"
            .getBytes(StandardCharsets.UTF_8);

    private final RandomGenerator random;
    private final NumberTexts numbers;
    private final StringBuilder text = new StringBuilder();

    RandomDocument(RandomGenerator random) {
        this.random = random;
        this.numbers = new NumberTexts(random);
    }

    byte[] next() {
        if (random.nextInt(50) == 0) {
            value(3);
        } else {
            request();
        }
        byte[] document = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int damages = random.nextInt(-2, 3); damages > 0; damages--) {
            document = damaged(document);
        }
        return document;
    }

    private void request() {
        text.append('{');
        int count = random.nextInt(5);
        int first = random.nextInt(NAMES.length);
        for (int i = 0; i < count; i++) {
            separate(i);
            // Names next to each other in the list: twice the same only by damage.
            String name = NAMES[(first + i) % NAMES.length];
            text.append('"').append(name).append('"');
            space();
            text.append(':');
            if (random.nextInt(4) > 0) {
                tensor(random.nextInt(4), random.nextInt(4), name.equals("mask"));
            } else {
                value(3);
            }
        }
        text.append('}');
        space();
    }

    private void tensor(int rank, int size, boolean flags) {
        space();
        if (rank == 0) {
            if (random.nextInt(100) == 0) {
                text.append(SCALARS[random.nextInt(SCALARS.length)]);
            } else {
                text.append(flags ? String.valueOf(random.nextBoolean()) : numbers.next());
            }
            return;
        }
        text.append('[');
        int actual = random.nextInt(50) == 0 ? random.nextInt(5) : size;
        for (int i = 0; i < actual; i++) {
            separate(i);
            tensor(random.nextInt(100) == 0 ? random.nextInt(3) : rank - 1, size, flags);
        }
        text.append(']');
        space();
    }

    private void value(int depth) {
        space();
        switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> text.append(SCALARS[random.nextInt(SCALARS.length)]);
            case 1 -> text.append(numbers.next());
            case 2 -> many(depth, false);
            default -> many(depth, true);
        }
        space();
    }

    private void many(int depth, boolean object) {
        text.append(object ? '{' : '[');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            separate(i);
            if (object) {
                text.append('"').append(NAMES[random.nextInt(NAMES.length)]).append("\":");
            }
            value(depth - 1);
        }
        text.append(object ? '}' : ']');
    }

    private void separate(int index) {
        if (index > 0) {
            text.append(',');
            space();
        }
    }

    private void space() {
        if (random.nextInt(10) == 0) {
            text.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }

    /** Removes, adds, changes or repeats bytes, or cuts the document short. */
    private byte[] damaged(byte[] document) {
        int place = random.nextInt(document.length + 1);
        int end = Math.min(document.length, place + random.nextInt(1, 4));
        byte[] added = {DAMAGE[random.nextInt(DAMAGE.length)]};
        return switch (random.nextInt(5)) {
            case 0 -> joined(document, place, new byte[0], end);
            case 1 -> joined(document, place, added, place);
            case 2 -> joined(document, place, added, Math.min(document.length, place + 1));
            case 3 -> joined(document, place, Arrays.copyOfRange(document, place, end), place);
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(document, place) : joined(document, place, added, end);
        };
    }

    private static byte[] joined(byte[] document, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(document, end + middle.length + document.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(document, start, joined, end + middle.length, document.length - start);
        return joined;
    }
}
