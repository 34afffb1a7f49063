package dev.nabla.web.openapi;

import dev.nabla.request.IncomingRequest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The frame of the OpenAPI document: what the service is, and the rules that hold on every path. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION = """
            Nabla (∇) computes losses and their gradients: send predictions and targets, get back the loss and its \
            exact gradient. Each loss has a path of its own below `/v1/losses/`; nothing is kept between requests.

            **Tensors** are nested JSON arrays of numbers; a bare number is a tensor without axes. Numbers that are \
            not finite are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`, in requests and answers. Answered numbers \
            have the fewest digits that read back to the same number. Shapes never broadcast silently.

            **Gradients** have the shape of their input. `gradient` is the gradient of the answered loss with respect \
            to `predictions`; with `wrt`, and for losses without predictions, `gradients` holds one tensor by name of \
            input. `grad_output` is the gradient that comes from above, 1 by default.

            **Problems** are answered as [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem details. Each \
            entry of `errors` points into the body and says what would be right.
            """;

    static {
        // Bodies are described path by path; springdoc would take them for parameters of the query.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IncomingRequest.class);
    }

    @Bean
    OpenAPI frame(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        Info info = new Info().title("Nabla").summary("Losses and their gradients over HTTP").description(DESCRIPTION)
                .version(properties == null ? "unknown" : properties.getVersion())
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"));
        return new OpenAPI().info(info).addServersItem(new Server().url("/"));
    }
}
