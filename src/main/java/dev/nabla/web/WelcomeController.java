package dev.nabla.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads to Swagger UI. */
@Hidden
@Controller
@ConditionalOnBooleanProperty(
    name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
    matchIfMissing = true)
class WelcomeController {

    /** Relative, so that it holds under any prefix and on any host. */
    @GetMapping("/swagger-ui.html")
    String welcome() {
        return "redirect:swagger-ui/index.html";
    }
}
