package dev.nabla.web.connection;

import dev.nabla.client.RawConnection;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tomcat with paced connections and one handler, without the service. */
final class PacedServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    @FunctionalInterface
    interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** Starts on a free port; {@code limits} are properties below {@code nabla.connections}, with their values. */
    PacedServer(Path folder, Map<String, String> limits, Handler handler) throws LifecycleException {
        PacedProtocol protocol = new PacedProtocol();
        protocol.limit(properties(limits));
        Connector connector = new Connector(protocol);
        connector.setPort(0);
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Wrapper servlet = Tomcat.addServlet(context, "handler", new HttpServlet() {

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                handler.handle(request, response);
            }
        });
        servlet.addMapping("/*");
        tomcat.start();
    }

    private static ConnectionProperties properties(Map<String, String> limits) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        limits.forEach((name, value) -> source.put("nabla.connections." + name, value));
        return new Binder(source).bindOrCreate("nabla.connections", ConnectionProperties.class);
    }

    RawConnection connect() throws IOException {
        return new RawConnection("localhost", tomcat.getConnector().getLocalPort());
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
