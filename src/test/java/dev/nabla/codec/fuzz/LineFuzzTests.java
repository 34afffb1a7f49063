package dev.nabla.codec.fuzz;

import dev.nabla.fuzz.JazzerRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, from the corpus that longer runs have left. CONTRIBUTING.md has the command for more. */
class LineFuzzTests {

    private static final Path CORPUS = Path.of("src", "test", "fuzz", "lines");

    private static final List<String> SEEDS = List.of(
            "\u0000\u00ff{\"loss\":\"a\",\"x\":[1,2],\"t\":[[3]],\"m\":true}\r\n\n",
            "\u0000\u0003{\"x\":[0.1,\"NaN\"],\"p\":{\"y\":[1]},\"loss\":\"a\",\"dtype\":\"float32\"}\n{\"o\":[1,null]}\n{",
            "\u0000\u0040{\"i\":[{\"a\":1},{\"b\":\"c\"}],\"p\":[1,[2]],\"loss\":\"b\"}\n" + " ".repeat(100)
                    + "\n[]\nnull",
            "\u0001\u0020");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void linesShouldBeReadAsOnTheirOwn() throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        for (int i = 0; i < SEEDS.size(); i++) {
            byte[] plain = SEEDS.get(i).getBytes(StandardCharsets.ISO_8859_1);
            Files.write(found.resolve("seed-" + i), plain);
            Files.write(found.resolve("seed-gzip-" + i), compressed(plain));
        }
        new JazzerRun(LineTarget.class, "dev.nabla.codec.**", 2000).run(20_000, directory, found, CORPUS);
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
