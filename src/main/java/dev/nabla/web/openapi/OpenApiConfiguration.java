package dev.nabla.web.openapi;

import dev.nabla.request.IncomingRequest;
import dev.nabla.web.stream.RequestLines;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part of the OpenAPI document that is common to all paths: what the service does, and its conventions. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION = """
            Nabla (∇) computes losses and their gradients: send predictions and targets, get back the loss and its \
            exact gradient. Each loss has its own path below `/v1/losses/`. The service is stateless.

            **Tensors** are nested JSON arrays of numbers; a bare number is a 0-d tensor. NaN and infinities are the \
            strings `"NaN"`, `"Infinity"` and `"-Infinity"`, in requests and responses. Numbers are returned with the \
            fewest digits that parse to the same value. Shapes are never broadcast silently.

            **Gradients** have the shape of their input. `gradient` is the gradient of the returned loss with respect \
            to `predictions`. With `wrt`, and for losses without predictions, `gradients` holds one tensor per input \
            instead, by name. `grad_output` is the upstream gradient, 1 by default.

            **float32**: with `"dtype": "float32"`, tensors are stored and printed as float32. `?dtype=float32` in the \
            query does the same, and is known before the first tensor is read, so that it takes half the memory.

            **safetensors**: bodies and answers may be `application/vnd.safetensors` instead of JSON, each for itself: \
            tensors are named as the fields are, nested ones with dots, and everything else is text in the metadata. See \
            docs/wires.md.

            **Errors** are returned as problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Each \
            entry of `errors` points into the body, and says what is wrong there and what is expected.
            """;

    static {
        // Bodies are documented per path; springdoc would take them for query parameters.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IncomingRequest.class, RequestLines.class);
    }

    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        Info info = new Info().title("Nabla").summary("Losses and their gradients over HTTP").description(DESCRIPTION)
                .version(properties == null ? "unknown" : properties.getVersion())
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"));
        return new OpenAPI().info(info).addServersItem(server());
    }

    /** Relative to the document, as OpenAPI resolves it, so that it holds under any prefix. */
    private static Server server() {
        return new Server().url("..").description("The service that this document comes from");
    }
}
