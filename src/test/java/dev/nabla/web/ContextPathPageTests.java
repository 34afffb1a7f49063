package dev.nabla.web;

import dev.nabla.client.PrefixContract;
import dev.nabla.client.ServiceClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The service under a context path. */
@ServiceTest
@TestPropertySource(properties = "server.servlet.context-path=/nabla")
class ContextPathPageTests extends PrefixContract {

    @Autowired
    ServiceClient service;

    @Override
    protected String address() {
        return service.address("/nabla");
    }
}
