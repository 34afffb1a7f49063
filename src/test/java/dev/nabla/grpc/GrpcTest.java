package dev.nabla.grpc;

import dev.nabla.client.ServiceClient;
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
public @interface GrpcTest {

    /** Lazy, since the port is known only once the server has started. */
    @TestConfiguration
    class Clients {

        @Bean
        GrpcClient grpcClient(GrpcServerLifecycle server) {
            return new GrpcClient(server);
        }

        @Bean
        @Lazy
        ServiceClient serviceClient(WebServerApplicationContext context) {
            return new ServiceClient(Objects.requireNonNull(context.getWebServer()).getPort());
        }
    }
}
