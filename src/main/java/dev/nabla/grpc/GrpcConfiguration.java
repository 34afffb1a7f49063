package dev.nabla.grpc;

import dev.nabla.service.access.Callers;
import dev.nabla.service.access.ClientQuotas;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.service.admission.MessageLimit;
import dev.nabla.service.inference.InferenceServer;
import dev.nabla.service.inference.InferenceService;
import io.grpc.BindableService;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/** The services of the gRPC server, which Spring Boot starts for them if it is asked for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.grpc.server.enabled")
class GrpcConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nabla");

    @Bean
    BindableService inferenceGrpcService(InferenceService models, Admission admission, InferenceServer server,
            ObjectProvider<Callers> callers, ClientQuotas quotas) {
        InferenceGrpcService service = new InferenceGrpcService(models, admission, server);
        CallerInterceptor callerOf = new CallerInterceptor(callers.getIfAvailable());
        return () -> ServerInterceptors.interceptForward(InferMethod.in(service.bindService(), service::infer),
                callerOf, new QuotaInterceptor(quotas), MessageMemory.interceptor());
    }

    /** The standard health service, which says what readiness says. */
    @Bean
    HealthGrpcService healthGrpcService() {
        return new HealthGrpcService(new HealthStatusManager());
    }

    /** Each call has a thread of its own, as each request over HTTP has. */
    @Bean
    GrpcServerExecutorProvider grpcServerExecutorProvider() {
        return Executors::newVirtualThreadPerTaskExecutor;
    }

    @Bean
    <T extends ServerBuilder<T>> ServerBuilderCustomizer<T> grpcMessages(MessageLimit limit, MemoryBudget memory) {
        return builder -> builder.maxInboundMessageSize(limit.size())
                .addStreamTracerFactory(MessageMemory.factory(memory));
    }

    @Bean
    ApplicationListener<GrpcServerStartedEvent> grpcAddress() {
        return event -> LOG.info("gRPC: port {}, the Open Inference Protocol with reflection and health",
                event.getPort());
    }
}
