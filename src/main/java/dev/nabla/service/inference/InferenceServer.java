package dev.nabla.service.inference;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The service as a server of the Open Inference Protocol. */
@Component
public class InferenceServer {

    private final ApplicationAvailability availability;
    private final String version;

    InferenceServer(ApplicationAvailability availability, ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        this.availability = availability;
        this.version = properties == null ? "development" : String.valueOf(properties.getVersion());
    }

    public String name() {
        return "nabla";
    }

    /** The version of the service. */
    public String version() {
        return version;
    }

    /** Whether it takes requests, as Actuator's readiness says too: not while it shuts down. */
    public boolean isReady() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }
}
