package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** An operator may switch the OpenAPI document and Swagger UI off. */
@ServiceTest
@TestPropertySource(properties = {"springdoc.api-docs.enabled=false", "springdoc.swagger-ui.enabled=false"})
class UndocumentedServiceTests {

    @Autowired
    ServiceClient service;

    @Test
    void evaluateWhenDocumentIsSwitchedOffShouldAnswer() {
        assertThat(service.evaluate("mse", "{\"predictions\": [1], \"targets\": [3]}").status()).isEqualTo(200);
        assertThat(service.get("/v3/api-docs").status()).isEqualTo(404);
    }
}
