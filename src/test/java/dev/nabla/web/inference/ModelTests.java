package dev.nabla.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** What the server and its models say of themselves. */
@ServiceTest
class ModelTests {

    @Autowired
    ServiceClient service;

    @Autowired
    LossService losses;

    @Autowired
    ApplicationContext context;

    @Test
    void metadataShouldNameServerAndExtensions() {
        assertThat(service.get("/v2").text()).startsWith("{\"name\":\"nabla\",\"version\":\"")
                .endsWith("\"extensions\":[\"binary_tensor_data\",\"model_repository\"]}");
    }

    @Test
    void healthShouldBeLiveAndReady() {
        assertThat(service.get("/v2/health/live").text()).isEqualTo("{\"live\":true}");
        assertThat(service.get("/v2/health/ready").text()).isEqualTo("{\"ready\":true}");
    }

    @Test
    void readyWhenServiceRefusesTrafficShouldBe503() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            for (String path : new String[]{"/v2/health/ready", "/v2/models/mse/ready"}) {
                assertThat(service.get(path).status()).as(path).isEqualTo(503);
                assertThat(service.get(path).json().propertyNames()).as(path).containsExactly("error");
            }
            assertThat(service.get("/v2/health/live").status()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void modelWhenDescribedShouldListInputsAndOutputs() {
        assertThat(service.get("/v2/models/cross_entropy").text()).isEqualTo("""
                {"name":"cross_entropy","versions":["1"],"platform":"nabla","inputs":[\
                {"name":"predictions","datatype":"FP64","shape":[-1,-1]},\
                {"name":"targets","datatype":"INT64","shape":[-1]},\
                {"name":"weight","datatype":"FP64","shape":[-1]},\
                {"name":"sample_weight","datatype":"FP64","shape":[-1]},\
                {"name":"mask","datatype":"BOOL","shape":[-1]},\
                {"name":"grad_output","datatype":"FP64","shape":[-1]}],"outputs":[\
                {"name":"loss","datatype":"FP64","shape":[-1]},\
                {"name":"gradient","datatype":"FP64","shape":[-1]},\
                {"name":"gradient.predictions","datatype":"FP64","shape":[-1]},\
                {"name":"hessian_diagonal","datatype":"FP64","shape":[-1]},\
                {"name":"hessian_diagonal.predictions","datatype":"FP64","shape":[-1]},\
                {"name":"gradient.targets","datatype":"FP64","shape":[-1]},\
                {"name":"hessian_diagonal.targets","datatype":"FP64","shape":[-1]}]}""");
    }

    @Test
    void modelWhenNamedByAnAliasShouldHaveTheNameOfItsLoss() {
        assertThat(service.get("/v2/models/mae").text()).isEqualTo(service.get("/v2/models/l1/versions/1").text())
                .contains("\"name\":\"l1\"");
        assertThat(service.get("/v2/models/mae/versions/1/ready").text()).isEqualTo("{\"name\":\"l1\",\"ready\":true}");
    }

    @Test
    void everyModelShouldBeInTheIndexReadyAndDescribed() {
        JsonNode index = service.post("/v2/repository/index", "{}").json();
        assertThat(index.valueStream().map(entry -> entry.get("name").asString()))
                .containsExactlyElementsOf(losses.names());
        assertThat(index.get(0).toString()).endsWith("\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
        for (String name : losses.names()) {
            JsonNode model = service.get("/v2/models/" + name).json();
            assertThat(model.get("name").asString()).isEqualTo(losses.find(name).id());
            assertThat(model.get("inputs").valueStream().map(input -> input.get("name").asString()).toList()).as(name)
                    .startsWith(losses.find(name).defaults().inputs().stream().map(input -> input.name())
                            .toArray(String[]::new));
            assertThat(model.get("outputs").get(0).get("name").asString()).isEqualTo("loss");
        }
    }
}
