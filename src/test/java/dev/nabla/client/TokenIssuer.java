package dev.nabla.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Signs JSON Web Tokens, and serves the keys to verify them with on this machine. */
public final class TokenIssuer implements AutoCloseable {

    public static final String ISSUER = "https://issuer.example";
    public static final String AUDIENCE = "nabla";

    private static final String KEY_ID = "the-key";

    private final RSAKey key = key(KEY_ID);
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;

    public TokenIssuer() {
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            try (exchange) {
                fetches.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
    }

    /** Makes a service take the tokens. */
    public void configure(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", () -> ISSUER);
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", this::keys);
        registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> AUDIENCE);
    }

    /** Where the service finds the keys. */
    public String keys() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    /** How often the keys were fetched. */
    public int fetches() {
        return fetches.get();
    }

    /** What a good token claims; the caller adds or changes claims. */
    public static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience(AUDIENCE).subject("alice")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    /** A token signed by the issuer. */
    public String sign(JWTClaimsSet claims) {
        return sign(claims, key);
    }

    /** A token that names the issuer's key, and is signed with another. */
    public static String forge(JWTClaimsSet claims) {
        return sign(claims, key(KEY_ID));
    }

    /** A token that names a key which the issuer does not have. */
    public String signWithUnknownKey(JWTClaimsSet claims) {
        return sign(claims, new RSAKey.Builder(key).keyID(UUID.randomUUID().toString()).build());
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
