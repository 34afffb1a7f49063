package dev.nabla.codec.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Inputs of {@link LineTarget} to begin with: streams as they are, and the same compressed. */
final class LineSeeds {

    private static final List<String> SEEDS = List.of(
            "\u0000\u00ff{\"loss\":\"a\",\"x\":[1,2],\"t\":[[3]],\"m\":true}\r\n\n",
            "\u0000\u0003{\"x\":[0.1,\"NaN\"],\"p\":{\"y\":[1]},\"loss\":\"a\",\"dtype\":\"float32\"}\n{\"o\":[1,null]}\n{",
            "\u0000@{\"i\":[{\"a\":1},{\"b\":\"c\"}],\"p\":[1,[2]],\"loss\":\"b\"}\n" + " ".repeat(100)
                    + "\n[]\nnull");

    private LineSeeds() {}

    static List<byte[]> all() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String text : SEEDS) {
            byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
            seeds.add(plain);
            seeds.add(compressed(plain));
        }
        return seeds;
    }

    /** The same lines in two members. */
    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(1);
        bytes.write(plain[1]);
        for (int member = 0; member < 2; member++) {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain, 2, plain.length - 2);
            }
        }
        return bytes.toByteArray();
    }
}
