package dev.nabla.web.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The streams that are being answered. They would go on as long as their clients like, so a shutdown ends them. */
@Component
public final class OpenStreams {

    private final Set<LineStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean areEnding;

    void add(LineStream stream) {
        streams.add(stream);
    }

    void remove(LineStream stream) {
        streams.remove(stream);
    }

    boolean areEnding() {
        return areEnding;
    }

    /** Lets streams go on as long as they like. */
    public void begin() {
        areEnding = false;
    }

    /** Lets every stream end before its next line, so that its client can send the rest elsewhere. */
    public void end() {
        areEnding = true;
        streams.forEach(LineStream::stopReceiving);
    }
}
