package dev.nabla.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.web.security.ApiKeyProperties.ClientProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ApiKeyStoreTests {

    @TempDir
    Path folder;

    private static String digest(String key) {
        return HexFormat.of().formatHex(ApiKey.digestOf(key));
    }

    /** A store that looks at the file whenever a key is looked up. */
    private static ApiKeyStore store(Path file) {
        return store(file, Duration.ZERO);
    }

    private static ApiKeyStore store(Path file, Duration interval) {
        return new ApiKeyStore(new ApiKeyProperties(
                Map.of("configured", new ClientProperties(List.of(digest("c")), Set.of(Scope.METRICS))), file,
                interval));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("keys"), List.of(lines));
    }

    @Test
    void digestShouldBeWhatSha256sumPrints() {
        // printf %s key | sha256sum
        assertThat(digest("key")).isEqualTo("2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683");
    }

    @Test
    void findShouldNameClientAndScopes() throws IOException {
        ApiKeyStore store = store(file("# rotated every month", "", "trainer " + digest("old"),
                "trainer\t" + digest("new").toUpperCase(java.util.Locale.ROOT) + " use,metrics"));
        assertThat(store.find("old")).get().returns("trainer", ApiKey::client).returns(Set.of(Scope.USE),
                ApiKey::scopes);
        assertThat(store.find("new")).get().returns("trainer", ApiKey::client)
                .returns(Set.of(Scope.USE, Scope.METRICS), ApiKey::scopes);
        assertThat(store.find("c")).get().returns("configured", ApiKey::client);
        assertThat(store.find("other")).isEmpty();
        assertThat(store.find(digest("old"))).isEmpty();
    }

    @Test
    void findWhenFileIsReplacedShouldTakeTheNewKeys() throws IOException {
        Path file = file("trainer " + digest("old"));
        ApiKeyStore store = store(file);
        Path next = Files.writeString(folder.resolve("next"), "trainer " + digest("new"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.find("old")).isEmpty();
        assertThat(store.find("new")).isPresent();
    }

    /** As Kubernetes updates a mounted secret: the file is a link into a link to a folder, which is swapped. */
    @Test
    void findWhenLinkIsSwappedShouldTakeTheNewKeys() throws IOException {
        for (String version : List.of("1", "2")) {
            Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("keys"),
                    "trainer " + digest(version));
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("1"));
        Path file = Files.createSymbolicLink(folder.resolve("keys"), Path.of("..data", "keys"));
        ApiKeyStore store = store(file);
        assertThat(store.find("1")).isPresent();
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.find("1")).isEmpty();
        assertThat(store.find("2")).isPresent();
    }

    @Test
    void findWhenFileBreaksShouldKeepTheKeysAndSaySoOnce(CapturedOutput output) throws IOException {
        ApiKeyStore store = store(file("trainer " + digest("old")));
        file("trainer " + digest("new"), "trainer secret");
        for (int i = 0; i < 3; i++) {
            assertThat(store.find("old")).isPresent();
            assertThat(store.find("new")).isEmpty();
        }
        assertThat(output.getOut()).containsOnlyOnce("cannot be read, the keys stay as they are: line 2")
                .doesNotContain("secret");
        file("trainer " + digest("new"));
        assertThat(store.find("old")).isEmpty();
        assertThat(store.find("new")).isPresent();
    }

    @Test
    void findWhenFileIsGoneShouldKeepTheKeysAndSaySoOnce(CapturedOutput output) throws IOException {
        Path file = file("trainer " + digest("old"));
        ApiKeyStore store = store(file);
        Files.delete(file);
        for (int i = 0; i < 3; i++) {
            assertThat(store.find("old")).isPresent();
        }
        assertThat(output.getOut()).containsOnlyOnce("NoSuchFileException");
    }

    @Test
    void findWhenFileWasLookedAtAMomentAgoShouldNotReadItAgain() throws IOException {
        ApiKeyStore store = store(file("trainer " + digest("old")), Duration.ofHours(1));
        file("trainer " + digest("new"));
        assertThat(store.find("old")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "# nothing but a comment", "trainer", "trainer the-key-itself",
                "trainer 2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683 admin",
                "trainer 2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683 use metrics",
                "tr\u001bainer 2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683",
                "trainer 2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683\nother 2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683",
                // of an empty key, which printf %s "$KEY" | sha256sum prints if KEY is not set
                "trainer e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void createWhenFileIsBrokenShouldFail(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> store(file)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nabla.security.keys-file " + file).hasMessageNotContaining("the-key-itself")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void createWhenFileIsNotThereShouldFail() {
        assertThatThrownBy(() -> store(folder.resolve("nothing"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoSuchFileException");
    }
}
