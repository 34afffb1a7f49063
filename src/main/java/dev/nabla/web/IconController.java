package dev.nabla.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers browsers that look for an icon where no page names one, as they do for JSON. */
@Hidden
@Controller
class IconController {

    @GetMapping("/favicon.ico")
    String icon() {
        return "forward:/favicon.svg";
    }
}
