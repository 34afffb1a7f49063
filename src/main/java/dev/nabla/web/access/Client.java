package dev.nabla.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Who sends a request, as far as the service knows. Two requests are of the same client if their clients are equal.
 *
 * @param kind what the name is
 * @param name chosen by the operator for an API key; the subject of a token, or {@code unknown} if it has none; else an
 *        address
 */
public record Client(Kind kind, String name) {

    private static final String ATTRIBUTE = Client.class.getName();
    private static final HexFormat HEX = HexFormat.of();

    /** How a client is known. */
    public enum Kind {
        API_KEY,
        TOKEN,
        ADDRESS
    }

    /**
     * The client of a request: whoever was authenticated, else the address. That is the peer's, or, if forwarded headers are
     * trusted, the one that the proxy names. It is kept with the request.
     */
    public static Client of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Client known) {
            return known;
        }
        Client client = ofAddress(request.getRemoteAddr());
        client.attachTo(request);
        return client;
    }

    /** Names the client of a request that has been authenticated. */
    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** One client per IPv4 address, and per IPv6 network of 64 bits, which a single host may have for itself. */
    static Client ofAddress(String address) {
        return new Client(Kind.ADDRESS, network(address));
    }

    private static String network(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            if (!(literal instanceof Inet6Address)) {
                return literal.getHostAddress();
            }
            byte[] bytes = literal.getAddress();
            StringBuilder network = new StringBuilder();
            for (int i = 0; i < Long.BYTES; i += 2) {
                network.append(HEX.formatHex(bytes, i, i + 2)).append(':');
            }
            return network.append(":/64").toString();
        } catch (IllegalArgumentException _) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
