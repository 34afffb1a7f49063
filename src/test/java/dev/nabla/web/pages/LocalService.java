package dev.nabla.web.pages;

import dev.nabla.NablaApplication;
import dev.nabla.client.ServiceClient;
import org.springframework.boot.SpringApplication;

/** A service in this process, for programs that look at its pages. */
final class LocalService {

    private LocalService() {}

    /** Starts it on a free port. */
    static ServiceClient start() {
        var context = SpringApplication.run(NablaApplication.class, "--server.port=0", "--server.address=127.0.0.1");
        return new ServiceClient(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
