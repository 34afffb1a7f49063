package dev.nabla.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers browsers that look for an icon where no page names one, as they do for JSON. */
@Hidden
@RestController
class IconController {

    private final String icon;

    IconController() throws IOException {
        this.icon = new ClassPathResource("static/favicon.svg").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping(path = "/favicon.ico", produces = "image/svg+xml")
    String icon() {
        return icon;
    }
}
