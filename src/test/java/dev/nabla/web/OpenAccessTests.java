package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.WebApplicationContext;

/** A service that nobody told to ask who calls. */
@ServiceTest
class OpenAccessTests {

    @Test
    void filtersShouldBeThoseThatEveryServiceNeeds(@Autowired WebApplicationContext context) {
        assertThat(Objects.requireNonNull(context.getServletContext()).getFilterRegistrations()).isNotEmpty()
                .doesNotContainKeys("springSecurityFilterChain", "rateLimitFilter", "clientFilter");
        assertThat(context.getBeansOfType(SecurityFilterChain.class)).isEmpty();
    }

    @Test
    void evaluateShouldHaveNoHeadersOfSecurityOrLimits(@Autowired ServiceClient service) {
        Answer answer = service.evaluate("mse", "{\"predictions\": [1], \"targets\": [3]}");
        assertThat(answer.response().headers().map().keySet()).containsExactlyInAnyOrder("content-length",
                "content-type", "date", "x-content-type-options");
    }

    @Test
    void documentShouldDeclareNoSchemes(@Autowired ServiceClient service) {
        assertThat(service.get("/v3/api-docs").text()).doesNotContain("securitySchemes", "Unauthorized");
    }
}
