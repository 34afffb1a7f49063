package dev.nabla.service;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.network.NetworkService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The services without Spring. */
public final class Services {

    private Services() {}

    public static NetworkService networks() {
        LossCatalog losses = new LossCatalog();
        MeterRegistry registry = new SimpleMeterRegistry();
        return new NetworkService(losses, new LossService(losses, registry), registry);
    }
}
