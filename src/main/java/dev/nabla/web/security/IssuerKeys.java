package dev.nabla.web.security;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Fetches the keys of an issuer, though not again at once. Spring Security asks for them whenever a token names a key that it
 * does not know, so without this anyone could have them fetched as often as they like.
 */
final class IssuerKeys extends RestTemplate {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private @Nullable ResponseEntity<?> keys;
    private @Nullable RestClientException failure;
    private long lastFetch = System.nanoTime() - INTERVAL.toNanos();

    IssuerKeys() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(TIMEOUT);
        requests.setReadTimeout(TIMEOUT);
        setRequestFactory(requests);
    }

    @Override
    public synchronized <T> ResponseEntity<T> exchange(RequestEntity<?> request, Class<T> type) {
        if (System.nanoTime() - lastFetch >= INTERVAL.toNanos()) {
            fetch(request, type);
            lastFetch = System.nanoTime();
        }
        if (failure != null) {
            throw failure;
        }
        ResponseEntity<?> fetched = Objects.requireNonNull(keys);
        return ResponseEntity.status(fetched.getStatusCode()).headers(fetched.getHeaders())
                .body(type.cast(fetched.getBody()));
    }

    private <T> void fetch(RequestEntity<?> request, Class<T> type) {
        try {
            keys = super.exchange(request, type);
            failure = null;
        } catch (RestClientException e) {
            failure = e;
        }
    }
}
