package dev.nabla.web.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The API keys of clients.
 *
 * @param clients keys and scopes by the name of the client
 * @param keysFile a file with more of them, which is read again when it changes
 * @param keysFileInterval how often the file is looked at
 */
@ConfigurationProperties(prefix = "nabla.security", ignoreUnknownFields = false)
record ApiKeyProperties(
    @DefaultValue Map<String, ClientProperties> clients,
    @Nullable Path keysFile,
    @DefaultValue("5s") Duration keysFileInterval) {

    /**
     * A client.
     *
     * @param keys the SHA-256 digests of its keys; a new one beside the old, until all callers have it
     * @param scopes what it may do
     */
    record ClientProperties(List<String> keys, @DefaultValue("use") Set<Scope> scopes) {

        private Stream<ApiKey> keysOf(String client) {
            return keys.stream().map(digest -> ApiKey.of(client, digest, scopes));
        }
    }

    /** The keys that are not in the file. */
    ApiKeys keys() {
        return new ApiKeys(
                clients.entrySet().stream().flatMap(client -> client.getValue().keysOf(client.getKey())).toList());
    }
}
