package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.nabla.client.Chromium;
import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.client.TokenIssuer;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that takes API keys and tokens. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class SecurityTests {

    private static final String BODY = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";
    private static final TokenIssuer ISSUER = new TokenIssuer();

    @Autowired
    ServiceClient service;

    /** The digests are those that printf %s KEY | sha256sum prints for old-key, new-key and metrics-key. */
    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        registry.add("nabla.security.clients.trainer.keys",
                () -> "762c08fc17a1cc5f00d248f8b50f2f2f4d17ff2934ac31e64deacb3f5bb3f2ec,"
                        + "479a61d5370a0351ad498a8f324e0f9ad50bfafbe4c044ea49cbe3981e8cb573");
        registry.add("nabla.security.clients.prometheus.keys",
                () -> "65d4b602383661868c37d43f1996ba907872c96a1f2f0e86e3b6f5e35d464066");
        registry.add("nabla.security.clients.prometheus.scopes", () -> "metrics");
        registry.add("nabla.access-log.enabled", () -> true);
        registry.add("nabla.rate-limit.requests", () -> 1000);
        registry.add("nabla.rate-limit.window", () -> "1000h");
        ISSUER.configure(registry);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"old-key", "new-key"})
    void evaluateWhenKeyIsOneOfTheClientsShouldAnswer(String key) {
        Answer answer = service.send(evaluate().header("X-API-Key", key));
        assertThat(answer.text()).isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");
        assertThat(answer.header("www-authenticate")).isEmpty();
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old-kez", "OLD-KEY", "old-key,new-key"})
    void evaluateWhenKeyIsUnknownShouldChallenge(String key) {
        Answer answer = service.send(evaluate().header("X-API-Key", key));
        assertThatIsProblem(answer, 401, "unauthorized");
        assertThat(answer.json().get("detail").asString()).isEqualTo("The API key is not known");
    }

    @Test
    void evaluateWhenCredentialsAreMissingShouldNameThoseThatAreTaken() {
        Answer answer = service.evaluate("mse", BODY);
        assertThatIsProblem(answer, 401, "unauthorized");
        assertThat(answer.response().headers().allValues("www-authenticate"))
                .containsExactly("ApiKey realm=\"nabla\"", "Bearer realm=\"nabla\"");
        assertThat(answer.json().get("detail").asString()).contains("X-API-Key", "Authorization: Bearer");
        assertThat(answer.json().get("instance").asString()).isEqualTo("/v1/losses/mse");
    }

    @Test
    void inferWhenCredentialsAreMissingShouldAnswerInTheFormOfTheProtocol() {
        Answer answer = service.post("/v2/models/mse/infer", "{}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("ApiKey realm=\"nabla\"");
        assertThat(answer.text()).startsWith("{\"error\":\"The request has no credentials; send ");
        assertThat(service.get("/v2/health/ready").status()).isEqualTo(200);
        assertThat(service.send(service.request("/v2/models/mse").header("X-API-Key", "metrics-key")).text())
                .startsWith("{\"error\":\"The client lacks the scope that this path needs");
        assertThat(service.send(service.request("/v2/models/mse").header("X-API-Key", "new-key")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use", "profile use email"})
    void evaluateWhenTokenHasTheScopeShouldAnswer(String scope) {
        assertThat(service.send(with(evaluate(), ISSUER.sign(TokenIssuer.claims().claim("scope", scope).build())))
                .status()).isEqualTo(200);
        assertThat(service.send(with(evaluate(), ISSUER.sign(
                TokenIssuer.claims().claim("scp", List.of(scope.split(" "))).build()))).status()).isEqualTo(200);
    }

    static Stream<Arguments> invalidTokens() {
        JWTClaimsSet good = TokenIssuer.claims().claim("scope", "use").build();
        // a minute more than the skew of clocks that Spring Security allows
        Date past = Date.from(Instant.now().minus(Duration.ofMinutes(2)));
        return Stream.of(Arguments.of("expired", "expired",
                ISSUER.sign(new JWTClaimsSet.Builder(good).expirationTime(past).build())),
                Arguments.of("of another audience", "aud claim is not valid",
                        ISSUER.sign(new JWTClaimsSet.Builder(good).audience("others").build())),
                Arguments.of("of another issuer", "iss claim is not valid",
                        ISSUER.sign(new JWTClaimsSet.Builder(good).issuer("https://other.example").build())),
                Arguments.of("not signed", "Unsupported algorithm of none", new PlainJWT(good).serialize()),
                Arguments.of("signed with another key", "Invalid signature", TokenIssuer.forge(good)),
                Arguments.of("no token", "Malformed token", "nonsense"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidTokens")
    void evaluateWhenTokenIsInvalidShouldSayWhy(String what, String reason, String token) {
        Answer answer = service.send(with(evaluate(), token));
        assertThatIsProblem(answer, 401, "unauthorized");
        assertThat(answer.json().get("detail").asString()).as(what).contains(reason);
        assertThat(answer.response().headers().allValues("www-authenticate")).containsExactly("ApiKey realm=\"nabla\"",
                "Bearer realm=\"nabla\", error=\"invalid_token\"");
    }

    @Test
    void evaluateWhenKeysAreInventedShouldNotFetchTheIssuersEachTime() {
        JWTClaimsSet claims = TokenIssuer.claims().claim("scope", "use").build();
        int before = ISSUER.fetches();
        for (int i = 0; i < 20; i++) {
            Answer answer = service.send(with(evaluate(), ISSUER.signWithUnknownKey(claims)));
            assertThatIsProblem(answer, 401, "unauthorized");
        }
        assertThat(ISSUER.fetches() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void evaluateWhenTokenLacksTheScopeShouldForbid() {
        Answer answer = service.send(with(evaluate(), ISSUER.sign(TokenIssuer.claims().build())));
        assertThatIsProblem(answer, 403, "forbidden");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer realm=\"nabla\", error=\"insufficient_scope\"");
    }

    @Test
    void evaluateWhenKeyLacksTheScopeShouldForbid() {
        assertThatIsProblem(service.send(evaluate().header("X-API-Key", "metrics-key")), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/prometheus", "/actuator/info"})
    void endpointWhenItIsNotHealthShouldNeedTheScopeMetrics(String path) {
        assertThat(service.get(path).status()).isEqualTo(401);
        assertThat(service.send(service.request(path).header("X-API-Key", "new-key")).status()).isEqualTo(403);
        assertThat(service.send(service.request(path).header("X-API-Key", "metrics-key")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/",
                "/losses", "/losses/huber", "/losses/huber.svg", "/migration", "/formulas", "/problems/unauthorized",
                "/favicon.svg", "/favicon.ico", "/assets/page.css", "/webjars/katex",
                "/swagger-ui.html", "/swagger-ui/index.html", "/v3/api-docs", "/v3/api-docs.yaml"})
    void getWhenHealthOrDocumentationShouldNeedNoCredentials(String path) {
        assertThat(service.get(path).status()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/v1/losses", "/v1/losses/mse", "/v1/losses/mse/curve", "/v1/layers", "/v1/optimizers",
                "/v2", "/v2/models/mse", "/v2/models/mse/ready", "/v2/health/../models", "/nothing",
                "/losses/../v1/losses", "/webjars/..%2fv1/losses",
                "/actuator/env", "/actuator", "//v1/losses", "/v1/losses;a=b"})
    void getWhenPathIsAnythingElseShouldNeedCredentials(String path) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close", "");
            assertThat(connection.line()).containsAnyOf(" 401", " 400");
        }
    }

    @Test
    void evaluateWhenCredentialsAreMissingShouldBeRefusedBeforeTheBody() throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            // a body that BodyFilter would refuse by its length, and that never comes
            connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json",
                    "Content-Length: 1000000000000", "Expect: 100-continue", "");
            assertThat(connection.line()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void callWhenPathIsRefusedByTheFirewallShouldAnswerAProblem() throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /v1//losses HTTP/1.1", "Host: localhost", "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
        }
    }

    /** A client is who was authenticated; a subject who calls itself like the client of a key has limits of its own. */
    @Test
    void rateLimitShouldBeThatOfTheKeyOrTheSubject() {
        JWTClaimsSet claims = TokenIssuer.claims().subject("prometheus").claim("scope", "use").build();
        for (String left : List.of("999", "998")) {
            assertThat(service.send(with(evaluate(), ISSUER.sign(claims))).header("ratelimit"))
                    .startsWith("\"requests\";r=" + left);
        }
    }

    @Test
    void logWhenSubjectHasControlCharactersShouldStayOnItsLine(CapturedOutput output) {
        JWTClaimsSet claims = TokenIssuer.claims().subject("mallory\r\nclient=root\u001b[2J").claim("scope", "use")
                .build();
        assertThat(service.send(with(evaluate(), ISSUER.sign(claims))).status()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("mallory"));
        assertThat(output.getOut().lines().filter(line -> line.contains("mallory"))).singleElement().asString()
                .contains("status=200").contains("client=\"token:mallory\\r\\nclient=root\\u001b[2J\"");
    }

    @Test
    void clientWhenTokenHasNoSubjectShouldBeUnknown(CapturedOutput output) {
        JWTClaimsSet claims = TokenIssuer.claims().subject(null).claim("scope", "use").build();
        assertThat(service.send(with(evaluate(), ISSUER.sign(claims))).status()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> output.getOut().contains("client=token:unknown"));
    }

    @Test
    void clientWhenForwardedHeadersAreNotTrustedShouldBeThePeer(CapturedOutput output) {
        service.send(service.request("/v1/losses").header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1").header("User-Agent", "forwarded"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("user_agent=forwarded"));
        assertThat(output.getOut()).contains("client=address:127.0.0.1").doesNotContain("192.0.2.1");
    }

    @Test
    void logShouldNameTheClientOfTheKeyAndNotTheKey(CapturedOutput output) {
        service.send(evaluate().header("X-API-Key", "old-key").header("User-Agent", "named"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("user_agent=named"));
        assertThat(output.getOut()).contains("client=api_key:trainer").doesNotContain("old-key");
    }

    @Test
    void documentShouldDeclareTheSchemes() {
        var document = service.get("/v3/api-docs").json();
        assertThat(document.at("/components/securitySchemes/apiKey").toString())
                .isEqualTo("{\"type\":\"apiKey\",\"name\":\"X-API-Key\",\"in\":\"header\"}");
        assertThat(document.at("/components/securitySchemes/token").toString())
                .isEqualTo("{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\"}");
        assertThat(document.get("security").toString()).isEqualTo("[{\"apiKey\":[]},{\"token\":[]}]");
        assertThat(document.at("/paths/~1v1~1losses~1mse/post/responses/401/$ref").asString())
                .isEqualTo("#/components/responses/Unauthorized");
    }

    @Test
    @Thorough
    void swaggerUiWhenAuthorizedShouldSendTheKey() {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.open(service.address("/swagger-ui.html"));
            page.locator(".btn.authorize").click();
            page.getByLabel("auth-apiKey-value").or(page.locator("#api_key_value")).fill("new-key");
            page.locator(".auth-container").first().locator("button.authorize").click();
            page.locator(".auth-btn-wrapper .btn-done").first().click();
            page.locator("#operations-tag-regression").click();
            Locator mse = page.locator("#operations-regression-mse");
            mse.locator(".opblock-summary-control").click();
            mse.locator("button.execute").click();

            PlaywrightAssertions.assertThat(mse.locator(".live-responses-table tbody .response-col_description"))
                    .containsText("1.3333333333333333");
            PlaywrightAssertions.assertThat(mse.locator(".curl-command")).containsText("X-API-Key: new-key");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", "swagger-ui-authorized.png")));
            chromium.assertContent();
        }
    }

    private HttpRequest.Builder evaluate() {
        return service.request("/v1/losses/mse").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static void assertThatIsProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    }
}
