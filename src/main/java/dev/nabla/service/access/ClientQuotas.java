package dev.nabla.service.access;

import io.github.bucket4j.TimeMeter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each client has left. The clients that were away longest are forgotten, so that strangers cannot fill the memory. */
public final class ClientQuotas {

    private final List<RateLimit> limits;
    private final TimeMeter clock;
    private final Map<Client, List<Quota>> quotas;

    public ClientQuotas(List<RateLimit> limits, int maxClients, TimeMeter clock) {
        this.limits = List.copyOf(limits);
        this.clock = clock;
        this.quotas = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Client, List<Quota>> eldest) {
                return size() > maxClients;
            }
        };
    }

    /** What a client has left of each limit. */
    public synchronized List<Quota> of(Client client) {
        return quotas.computeIfAbsent(client, _ -> limits.stream().map(limit -> new Quota(limit, clock)).toList());
    }

    /** Whether there are any limits. */
    public boolean areLimited() {
        return !limits.isEmpty();
    }

    /** As in {@code RateLimit-Policy}. */
    public String policies() {
        return limits.stream().map(RateLimit::policy).collect(Collectors.joining(", "));
    }
}
