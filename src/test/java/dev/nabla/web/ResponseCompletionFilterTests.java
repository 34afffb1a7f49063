package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Tomcat is kept from going on with a request once it counts as done. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ResponseCompletionFilterTests {

    @Test
    void postWhenRequestCountsAsDoneShouldHaveSentTheAnswer(@LocalServerPort int port, @Autowired Brake brake)
            throws IOException {
        try (RawConnection connection = new RawConnection("localhost", port)) {
            String body = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";
            connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Connection: close",
                    "Content-Type: application/json", "Content-Length: " + body.length(), "");
            connection.send(body);

            assertThat(connection.line()).startsWith("HTTP/1.1 200");
        } finally {
            brake.release();
        }
    }

    @TestConfiguration
    static class Braked {

        @Bean
        Brake brake() {
            return new Brake();
        }

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> braking(Brake brake) {
            return server -> server.addContextValves(brake);
        }
    }

    /** Holds every request behind its servlet until it is released. */
    static final class Brake extends ValveBase {

        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void release() {
            released.countDown();
        }
    }
}
