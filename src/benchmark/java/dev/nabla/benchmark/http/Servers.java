package dev.nabla.benchmark.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The service and its peers, running. */
final class Servers implements AutoCloseable {

    private final List<Server> servers = new ArrayList<>();

    /** Starts the service and all peers that are installed. */
    static Servers start() throws IOException {
        Servers all = new Servers();
        try {
            for (Peer peer : Peer.installed()) {
                all.servers.add(Server.start(peer));
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw e;
        }
    }

    /** All of them, each sent the request by several clients; the service comes first. */
    List<Competitor> competitors(SampleRequest request, int clients) {
        List<Competitor> competitors = new ArrayList<>();
        for (Server server : servers) {
            competitors.add(new HttpCompetitor(server.peer().label, server, server.peer().path(request), request.body(),
                    clients));
        }
        return competitors;
    }

    Server of(Peer peer) {
        return servers.stream().filter(server -> server.peer() == peer).findFirst().orElseThrow();
    }

    void tieTo(String cores) throws IOException {
        for (Server server : servers) {
            server.tieTo(cores);
        }
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
