package dev.nabla.service;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.network.NetworkService;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The services without Spring. */
public final class Services {

    private Services() {}

    public static NetworkService networks() {
        LossCatalog losses = new LossCatalog();
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry());
        return new NetworkService(losses, new LossService(losses, telemetry), telemetry);
    }
}
