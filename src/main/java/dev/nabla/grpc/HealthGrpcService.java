package dev.nabla.grpc;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;

/** The standard health service of gRPC, which serves while the service is ready. */
final class HealthGrpcService implements BindableService, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private final HealthStatusManager health;

    HealthGrpcService(HealthStatusManager health) {
        this.health = health;
        set(ServingStatus.NOT_SERVING);
    }

    @Override
    public ServerServiceDefinition bindService() {
        return health.getHealthService().bindService();
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        set(event.getState() == ReadinessState.ACCEPTING_TRAFFIC ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    private void set(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(GRPCInferenceServiceGrpc.SERVICE_NAME, status);
    }
}
