package dev.nabla.web;

import dev.nabla.client.PrefixContract;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.StrippingProxy;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;

/** The service behind a proxy that takes a prefix off the path, without a word to the service. */
@ServiceTest
class StrippedPrefixTests extends PrefixContract {

    @Autowired
    ServiceClient service;

    private StrippingProxy proxy;

    @BeforeAll
    void start() throws IOException {
        proxy = new StrippingProxy("/some/prefix", service.port());
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Override
    protected String address() {
        return proxy.address();
    }
}
