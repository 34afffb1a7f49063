package dev.nabla.grpc;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.StockClientContract;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@GrpcTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StockClientTests extends StockClientContract {

    @Autowired
    ServiceClient service;

    @Autowired
    GrpcClient client;

    @Override
    protected ServiceClient service() {
        return service;
    }

    @Override
    protected String grpcAuthority() {
        return "localhost:" + client.port();
    }
}
