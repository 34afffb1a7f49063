package dev.nabla.web.problem;

import org.springframework.http.HttpStatus;

/**
 * An error in the form of the Open Inference Protocol, which every error of version 2 has.
 *
 * @param error what is wrong, and what is expected
 */
public record InferenceError(String error) {

    private static final String ROOT = "/v2";

    /** Whether errors of a path within the service have this form. */
    public static boolean isFormOf(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    /** The status that the protocol has for requests that are not valid, else the same. */
    static int status(int status) {
        return status == HttpStatus.UNPROCESSABLE_CONTENT.value() ? HttpStatus.BAD_REQUEST.value() : status;
    }
}
