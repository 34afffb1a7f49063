package dev.nabla.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.ServiceTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is wrong with a request, in the protocol's form: where it is, and what would be right. */
@ServiceTest
class InferErrorTests {

    private static final String TARGETS = """
            {"name": "targets", "shape": [2, 2], "datatype": "FP64", "data": [0, 0, 0, 0]}""";

    @Autowired
    ServiceClient service;

    private static void assertError(Answer answer, int status, String error) {
        assertThat(answer.text()).startsWith("{\"error\":\"");
        assertThat(answer.json().get("error").asString()).startsWith(error);
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    // predictions and the place at fault
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}; inputs[0]: name is missing
            {"name": 1, "shape": [2], "datatype": "FP64", "data": [1, 2]}; inputs[0].name: must be a string, got 1
            {"name": "predictions", "datatype": "FP64", "data": [1, 2]}; inputs[0]: shape is missing
            {"name": "predictions", "shape": 4, "datatype": "FP64", "data": []}; inputs[0].shape: must be an array of integers, got 4
            {"name": "predictions", "shape": [2.5], "datatype": "FP64", "data": []}; inputs[0].shape: must be an array of integers, has 2.5
            {"name": "predictions", "shape": [-1], "datatype": "FP64", "data": []}; the tensor predictions has the negative size -1 in its shape [-1]
            {"name": "predictions", "shape": [65536, 65536], "datatype": "FP64", "data": []}; the tensor predictions has more than 2147483647 elements in its shape [65536, 65536]
            {"name": "predictions", "shape": [9007199254740991], "datatype": "FP64", "data": []}; the tensor predictions has more than 2147483647 elements in its shape [9007199254740991]
            {"name": "predictions", "shape": [2, 2], "data": [1, 2, 3, 4]}; inputs[0]: datatype is missing
            {"name": "predictions", "shape": [2, 2], "datatype": "FP8", "data": [1, 2, 3, 4]}; predictions: the datatype must be one of FP64, FP32,
            {"name": "predictions", "shape": [2, 2], "datatype": "FP16", "data": [1, 2, 3, 4]}; predictions: FP16 has no form but binary data
            {"name": "predictions", "shape": [2, 2], "datatype": "BYTES", "data": ["a"]}; predictions: the datatype must be one of
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64"}; inputs[0]: data is missing
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": null}; predictions data must be an array of FP64
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3]}; predictions data must have 4 elements, as the shape is [2, 2], has 3
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [[1, 2, 3, 4]]}; predictions data must be flat, or nested in the shape [2, 2], is nested in [1, 4]
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [[1, 2], [3, "x"]]}; predictions[3]: expected a number or one of the strings
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, null, 4]}; predictions[2]: expected a number, found null
            {"name": "predictions", "shape": [2, 2], "datatype": "FP32", "data": [1, 2, 3, 1e39]}; predictions[3]: the number is out of range for float32
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 1e400]}; predictions[3]: the number is out of range for float64
            {"name": "predictions", "shape": [2, 2], "datatype": "INT32", "data": [1, 2, 3, 2147483648]}; predictions[3]: must be an integer from -2147483648 to 2147483647, as the datatype is INT32, got 2147483648
            {"name": "predictions", "shape": [2, 2], "datatype": "INT64", "data": [1, 2, 3, 1.5]}; predictions[3]: must be an integer from
            {"name": "predictions", "shape": [2, 2], "datatype": "UINT8", "data": [1, 2, 3, -1]}; predictions[3]: must be an integer from 0 to 255
            {"name": "predictions", "shape": [2, 2], "datatype": "BOOL", "data": [1, 0, 1, 1]}; predictions[0]: must be true or false, as the datatype is BOOL
            {"name": "predictions", "shape": [2, 2], "datatype": "BOOL", "data": [true, true, true, true]}; predictions must be a tensor of numbers
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [true, true, true, true]}; predictions[0]: must be a number, as the datatype is FP64
            {"name": "predictions", "shape": [4], "datatype": "FP64", "data": [1, 2, 3, 4]}; targets must have the shape [4], has [2, 2]
            {"name": "prediction", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}; prediction: mse has no such field; did you mean predictions?
            {"name": "targets", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}; inputs[1]: the name targets is repeated
            {"name": "reduction", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}; reduction is an option; send it as a parameter
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "content": [1]}; inputs[0]: there is no member content here; the members are name, shape, datatype, parameters, data
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "parameters": {"binary_data_size": 32}}; inputs[0].parameters: binary_data_size needs binary data after the JSON
            {"name": "predictions", "shape": [2, 2], "datatype": "FP64", "parameters": {"shared_memory_region": "a"}, "data": []}; inputs[0].parameters: there is no parameter shared_memory_region here
            7; inputs[0]: 0 must be an object, got a number
            """)
    void inferWhenAnInputIsInvalidShouldSayWhere(String input, String error) {
        assertError(service.post("/v2/models/mse/infer", "{\"inputs\": [" + input + ", " + TARGETS + "]}"), 400, error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"inputs": 5}; inputs must be an array of objects, got a number
            {"outputs": [{"name": "loss"}, {"name": "loss"}]}; outputs[1]: the name loss is repeated
            {"outputs": [{"name": "losses"}]}; outputs[0]: mse has no output losses; did you mean loss? Its outputs are loss, gradient, gradient.predictions
            {"outputs": [{"name": "gradient."}]}; outputs[0]: mse has no output gradient.
            {"outputs": [{"name": "loss", "parameters": {"binary_data": 1}}]}; outputs[0].parameters: binary_data must be true or false, got 1
            {"outputs": [{"name": "loss", "parameters": {"classification": 3}}]}; outputs[0].parameters: there is no parameter classification here; the only one is binary_data
            {"id": 5}; id: must be a string, got 5
            {"parameters": {"delta": 5}}; delta: mse has no such field
            {"parameters": {"targets": 5}}; targets is a tensor; send it as an input
            {"parameters": {"reduction": "avg"}}; reduction must be
            {"parameters": {"dtype": "float16"}}; dtype must be
            {"parameters": {"binary_data_output": "yes"}}; parameters: binary_data_output must be true or false, got "yes"
            {"parameters": {"wrt": "mask"}}; wrt[0]: must be one of predictions, targets
            {"parameters": {"wrt": "targets"}, "outputs": [{"name": "loss"}]}; outputs: wrt conflicts with outputs
            {"options": {}}; there is no member options here; the members are id, parameters, inputs, outputs
            []; the body must be a JSON object, got an array
            {"inputs": [,]}; expected a value, found ',' (line 1, column 13)
            """)
    void inferWhenTheRequestIsInvalidShouldSayWhere(String request, String error) {
        String inputs = "{\"inputs\": [{\"name\": \"predictions\", \"shape\": [2, 2], \"datatype\": \"FP64\", \"data\": [1, 2, 3, 4]}, "
                + TARGETS + "], ";
        String body = request.startsWith("{\"inputs\"") || request.startsWith("[")
                ? request
                : inputs + request.substring(1);
        assertError(service.post("/v2/models/mse/infer", body), 400, error);
    }

    @Test
    void inferWhenAnOutputHasNoDerivativeShouldSayItOfTheOutput() {
        String body = """
                {"inputs": [{"name": "predictions", "shape": [1, 2], "datatype": "FP64", "data": [1, 2]},
                 {"name": "targets", "shape": [1], "datatype": "INT64", "data": [1]}], "outputs": [{"name": "%s"}]}""";
        assertError(service.post("/v2/models/cross_entropy/infer", body.formatted("gradient.targets")), 400,
                "outputs: targets has no gradient: its elements are class indices");
        assertError(service.post("/v2/models/cross_entropy/infer", body.formatted("gradient.weight")), 400,
                "outputs[0]: cross_entropy has no output gradient.weight");
    }

    @Test
    void inferWhenAnElementIsInvalidShouldGiveItsPositionInRowMajorOrder() {
        assertError(service.post("/v2/models/cross_entropy/infer", """
                {"inputs": [{"name": "predictions", "shape": [1, 2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]},
                 {"name": "targets", "shape": [1, 2], "datatype": "INT64", "data": [[1, 7]]}]}"""), 400,
                "targets[1]: must be a class index, an integer from 0 to 1 or the ignored index -100, got 7");
    }

    @Test
    void inferWhenInputsAreMissingShouldNameTheFirst() {
        assertError(service.post("/v2/models/mse/infer", "{}"), 400, "predictions is missing");
    }

    @Test
    void inferWhenModelOrVersionIsUnknownShouldBe404() {
        assertError(service.post("/v2/models/msx/infer", "{}"), 404, "There is no model msx; did you mean mse?");
        assertError(service.get("/v2/models/MSE"), 404, "There is no model MSE; did you mean mse?");
        assertError(service.get("/v2/models/msx/ready"), 404, "There is no model msx");
        assertError(service.get("/v2/models/mse/versions/2"), 404,
                "The model mse has no version 2; its only version is 1.");
        assertError(service.post("/v2/models/mse/versions/2/infer", "{}"), 404, "The model mse has no version 2");
    }

    @Test
    void everyErrorUnderThePathShouldHaveTheForm() {
        assertError(service.get("/v2/models"), 404, "There is nothing at this path.");
        assertError(service.get("/v2/nothing", "text/html"), 404, "There is nothing at this path.");
        assertError(service.get("/v2/models/mse/infer"), 405, "Method 'GET' is not supported.");
        assertError(service.post("/v2/health/live", "{}"), 405, "Method 'POST' is not supported.");
        assertError(service.post("/v2/models/mse/infer", "text/plain", "{}"), 415,
                "Content-Type text/plain is not supported; send application/json or application/octet-stream");
        assertError(service.post("/v2/models/mse/infer?dtype=float32", "{}"), 400, "dtype is not a query parameter");
        assertError(service.get("/v2?x=1"), 400, "x is not a query parameter");
        assertError(service.send(service.request("/v2/models/mse/infer").header("Content-Encoding", "br")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"))), 415,
                "Content-Encoding br is not supported");
        assertError(service.send(service.request("/v2/models/mse").method("PUT", BodyPublishers.noBody())), 405,
                "Method 'PUT' is not supported.");
    }

    // Tomcat refuses these before they reach the application
    @ParameterizedTest
    @ValueSource(
        strings = {"TRACE /v2/models/mse HTTP/1.1", "GET /v2/models/%zz HTTP/1.1", "GET /v2/a%2fb HTTP/1.1",
                "GET /%76%32/nothing HTTP/1.1", "GET /v2/models/mse HTTP/3.1", "PROPFIND /v2 HTTP/1.1"})
    void errorsWhenTheServerRefusesTheRequestShouldHaveTheForm(String line) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines(line, "Host: localhost", "Connection: close", "");
            assertThat(connection.rest()).contains("{\"error\":\"");
        }
    }

    @Test
    void errorsWhenPathOnlyBeginsLikeItShouldBeProblemDetails() {
        assertThat(service.get("/v23").header("Content-Type")).isEqualTo("application/problem+json");
    }
}
