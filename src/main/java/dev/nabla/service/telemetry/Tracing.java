package dev.nabla.service.telemetry;

import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Traces the stages of a request as children of its span. Without a tracer, as by default, it does nothing. */
@Component
public final class Tracing {

    private final @Nullable Tracer tracer;

    @Autowired
    Tracing(ObjectProvider<Tracer> tracer) {
        this(tracer.getIfAvailable());
    }

    private Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Traces nothing. */
    public static Tracing off() {
        return new Tracing((Tracer) null);
    }

    /** Begins a stage of the request that this thread answers. */
    public Stage begin(String stage) {
        return tracer == null || tracer.currentSpan() == null
                ? Stage.UNTRACED
                : tracer.startScopedSpan(stage)::end;
    }

    /** Begins a part of a request that is traced as a whole, since its stages may be millions. */
    public Stage beginUntraced() {
        return tracer == null ? Stage.UNTRACED : tracer.withSpan(null)::close;
    }

    /**
     * Begins a stage that is about something.
     *
     * @param tag what it is about, such as {@code loss}
     * @param value its id; no tag if it is empty
     */
    Stage begin(String stage, String tag, String value) {
        if (tracer == null || tracer.currentSpan() == null) {
            return Stage.UNTRACED;
        }
        ScopedSpan span = tracer.startScopedSpan(stage);
        return value.isEmpty() ? span::end : span.tag("nabla." + tag, value)::end;
    }
}
