package dev.nabla.grpc;

import dev.nabla.client.ServiceClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A test that calls the running service by gRPC, through a channel, and by HTTP. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.grpc.server.enabled=true", "spring.grpc.server.port=0"})
@Import(GrpcTest.Clients.class)
@interface GrpcTest {

    /** Lazy, since the ports are known only once the servers have started. */
    @TestConfiguration
    class Clients {

        @Bean(destroyMethod = "shutdownNow")
        @Lazy
        ManagedChannel channel(GrpcServerLifecycle server) {
            return NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext()
                    .maxInboundMessageSize(Integer.MAX_VALUE).build();
        }

        @Bean
        @Lazy
        ServiceClient serviceClient(WebServerApplicationContext context) {
            return new ServiceClient(Objects.requireNonNull(context.getWebServer()).getPort());
        }
    }
}
