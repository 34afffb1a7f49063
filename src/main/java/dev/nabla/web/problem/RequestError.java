package dev.nabla.web.problem;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;

/**
 * An entry of {@code errors} in problem details.
 *
 * @param pointer JSON pointer into the body, as a URI fragment (RFC 6901, section 6); long names in it are cut
 * @param detail what is wrong there, and what is expected
 */
public record RequestError(String pointer, String detail) {

    static RequestError of(Fault fault) {
        StringBuilder pointer = new StringBuilder("#");
        fault.path().forEach(token -> pointer.append('/').append(escape(Excerpt.of(token))));
        for (int index : fault.index()) {
            pointer.append('/').append(index);
        }
        return new RequestError(pointer.toString(), fault.detail());
    }

    private static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
