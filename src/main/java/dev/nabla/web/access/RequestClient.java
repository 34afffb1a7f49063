package dev.nabla.web.access;

import dev.nabla.service.access.Client;
import jakarta.servlet.http.HttpServletRequest;

/** The client of a request over HTTP, which is kept with the request. */
public final class RequestClient {

    private static final String ATTRIBUTE = Client.class.getName();

    private RequestClient() {}

    /**
     * Whoever was authenticated, else the address. That is the peer's, or, if forwarded headers are trusted, the one that the proxy
     * names.
     */
    public static Client of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Client known) {
            return known;
        }
        Client client = Client.ofAddress(request.getRemoteAddr());
        attach(client, request);
        return client;
    }

    /** Names the client of a request that has been authenticated. */
    public static void attach(Client client, HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, client);
    }
}
