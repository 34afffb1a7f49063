package dev.nabla.service.access;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. There is one only if callers have to authenticate. */
@FunctionalInterface
public interface Callers {

    /**
     * Authenticates a caller who wants to use the service.
     *
     * @param header the value of a header, by its name in lower case; {@code null} if it was not sent
     * @return whose the credentials are
     * @throws CallerException if there are no valid credentials, or they do not suffice
     */
    Client authenticate(Function<String, @Nullable String> header);
}
