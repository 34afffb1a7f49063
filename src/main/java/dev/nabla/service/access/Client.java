package dev.nabla.service.access;

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

    private static final HexFormat HEX = HexFormat.of();

    /** How a client is known. */
    public enum Kind {
        API_KEY,
        TOKEN,
        ADDRESS
    }

    /** One client per IPv4 address, and per IPv6 network of 64 bits, which a single host may have for itself. */
    public static Client ofAddress(String address) {
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
