package dev.nabla.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Redirects the root path to Swagger UI. */
@Hidden
@Controller
class WelcomeController {

    @GetMapping("/")
    String welcome() {
        return "redirect:/swagger-ui.html";
    }
}
