package peer;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What HTTP and Spring MVC alone cost: no filters, no metrics, no checks. */
@RestController
class BaselineController {

    private static final byte[] ANSWER = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}"
            .getBytes(StandardCharsets.UTF_8);

    /** The answer to the small request, which is not even read. */
    @PostMapping(path = "/constant", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] constant() {
        return ANSWER;
    }

    @PostMapping("/echo")
    byte[] echo(@RequestBody byte[] body) {
        return body;
    }
}
