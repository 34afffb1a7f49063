package dev.nabla.web.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are valid now: those of the configuration, and those of a file. When a key is looked up and the file was last
 * looked at some time ago, it is read again. It may be replaced in any way, by a symbolic link too. A file that cannot be read
 * leaves the keys as they are.
 */
final class ApiKeyStore {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyStore.class);

    private static final int MAX_SIZE = 1 << 20;

    private final ApiKeys configured;
    private final @Nullable Path file;
    private final long interval;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile ApiKeys valid;
    private volatile long lastLook;
    private byte[] lastContent = {};
    private String lastFailure = "";

    /**
     * Reads the keys.
     *
     * @throws IllegalStateException if there is a file that cannot be read
     */
    ApiKeyStore(ApiKeyProperties properties) {
        this.configured = properties.keys();
        this.file = properties.keysFile();
        this.interval = properties.keysFileInterval().toNanos();
        this.valid = configured;
        if (file != null) {
            try {
                reload(file);
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("cannot read nabla.security.keys-file " + file + ": " + reason(e), e);
            }
        }
    }

    /** The number of valid keys. */
    int size() {
        return valid.keys().size();
    }

    /** The key, if it is valid. */
    Optional<ApiKey> find(String key) {
        if (file != null && System.nanoTime() - lastLook > interval && reading.tryLock()) {
            try {
                reload(file);
                lastFailure = "";
            } catch (IOException | RuntimeException e) {
                logOnce(reason(e));
            } finally {
                reading.unlock();
            }
        }
        return valid.find(ApiKey.digestOf(key));
    }

    private void logOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            LOG.error("{} cannot be read, the keys stay as they are: {}", file, failure);
        }
    }

    /** Parses a content once, and so fails once if it is broken. */
    private void reload(Path path) throws IOException {
        lastLook = System.nanoTime();
        byte[] content = read(path);
        if (!Arrays.equals(content, lastContent)) {
            lastContent = content;
            if (content.length > MAX_SIZE) {
                throw new IllegalArgumentException("larger than " + MAX_SIZE + " bytes");
            }
            valid = configured.and(ApiKeys.parse(new String(content, StandardCharsets.UTF_8)));
            LOG.info("API keys: {}, of which {} from {}", size(), size() - configured.keys().size(), path);
        }
    }

    private static byte[] read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_SIZE + 1);
        }
    }

    private static String reason(Exception exception) {
        return exception instanceof IOException ? exception.toString() : String.valueOf(exception.getMessage());
    }
}
