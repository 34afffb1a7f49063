package dev.nabla.service;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.service.admission.WorkBudget;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.network.NetworkService;
import dev.nabla.service.network.TrainingService;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.service.telemetry.Telemetry;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Storage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** The services without Spring. */
public final class Services {

    private Services() {}

    /** An admission that admits all. */
    public static Admission admission() {
        return new Admission(new MemoryBudget(Long.MAX_VALUE / 2, Integer.MAX_VALUE, Duration.ofMinutes(1)),
                new WorkBudget(Duration.ofMinutes(1), Duration.ofMinutes(1)), new Storage(Long.MAX_VALUE, 0),
                Tracing.off());
    }

    public static NetworkService networks() {
        LossCatalog losses = new LossCatalog();
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry());
        return new NetworkService(losses, new LossService(losses, admission(), telemetry), admission(), telemetry);
    }

    public static OptimizerService optimizers() {
        return new OptimizerService(admission(), Telemetry.of(new SimpleMeterRegistry()));
    }

    public static TrainingService trainings() {
        return new TrainingService(networks(), optimizers(), Telemetry.of(new SimpleMeterRegistry()));
    }
}
