package dev.nabla.web;

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

/** A test that calls the running service through a {@link ServiceClient}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ServiceTest.Client.class)
public @interface ServiceTest {

    @TestConfiguration
    class Client {

        /** Lazy, since the port is known only once the server has started. */
        @Bean
        @Lazy
        ServiceClient serviceClient(WebServerApplicationContext context) {
            return new ServiceClient(Objects.requireNonNull(context.getWebServer()).getPort());
        }
    }
}
