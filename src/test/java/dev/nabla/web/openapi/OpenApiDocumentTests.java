package dev.nabla.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.service.loss.LossService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiDocumentTests {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final ServiceClient service;
    private final LossService losses;
    private final OpenApiDocument document;

    OpenApiDocumentTests(@LocalServerPort int port, @Autowired LossService losses) {
        this.losses = losses;
        this.service = new ServiceClient(port);
        this.document = OpenApiDocument.of(service);
    }

    List<String> losses() {
        return losses.losses().stream().map(LossEntry::id).toList();
    }

    @Test
    void documentWhenFetchedShouldBeValidOpenApi() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/openapi/schema-3.1.json")) {
            Schema openApi = SCHEMAS.getSchema(Objects.requireNonNull(schema), InputFormat.JSON);
            assertThat(openApi.validate(document.root())).isEmpty();
        }
    }

    @Test
    void documentWhenFetchedAsYamlShouldSayTheSame() {
        Object yaml = new Yaml().load(service.get("/v3/api-docs.yaml").text());

        assertThat(JsonMapper.shared().<JsonNode>valueToTree(yaml)).isEqualTo(document.root());
    }

    @Test
    void schemasWhenFetchedShouldBeValidJsonSchemas() {
        Schema metaSchema = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas")
                .forEachEntry((name, schema) -> assertThat(metaSchema.validate(schema)).as(name).isEmpty());
    }

    @Test
    void documentWhenFetchedShouldNotNeedWhatGeneratorsBreakOn() {
        assertThat(document.root().findValues("oneOf")).isEmpty();
        assertThat(document.root().findValues("discriminator")).isEmpty();
        assertThat(document.at("/components/schemas/Tensor").has("type")).isFalse();
    }

    /** Go clients take a number without format for float32: delta = 1/3 would be 0.33333334. */
    @Test
    void numbersWhenFetchedShouldBeDoublesAndIntegersInt64() {
        List<JsonNode> schemas = schemasIn(document.root()).toList();

        assertThat(schemas).filteredOn(schema -> isOfType(schema, "number")).hasSizeGreaterThan(50)
                .allMatch(schema -> schema.path("format").asString().equals("double"));
        assertThat(schemas).filteredOn(schema -> isOfType(schema, "integer")).hasSizeGreaterThan(20)
                .allMatch(schema -> schema.path("format").asString().equals("int64"));
    }

    private static Stream<JsonNode> schemasIn(JsonNode node) {
        return Stream.concat(node.has("type") ? Stream.of(node) : Stream.empty(),
                node.properties().stream().filter(entry -> !entry.getKey().startsWith("example"))
                        .map(Map.Entry::getValue)
                        .flatMap(OpenApiDocumentTests::schemasIn));
    }

    /** The type may be one of a list, beside null. */
    private static boolean isOfType(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        return types.asString("").equals(type) || types.valueStream().anyMatch(one -> one.asString("").equals(type));
    }

    /** Java clients take query parameters by position: each call would have to pass null for those it does not use. */
    @Test
    void operationsWhenTheyHaveABodyShouldHaveNoQueryParameters() {
        List<JsonNode> withBody = document.at("/paths").valueStream().map(path -> path.path("post"))
                .filter(JsonNode::isObject).toList();

        assertThat(withBody).hasSizeGreaterThan(losses().size())
                .allSatisfy(post -> assertThat(post.path("parameters").valueStream()
                        .map(parameter -> parameter.path("in").asString())).doesNotContain("query")
                        .allMatch("path"::equals));
    }

    /** Each schema that is written out where it is used is a class of its own in generated clients. */
    @Test
    void schemasWhenFetchedShouldBeOneForEachLossAndFewOthers() {
        JsonNode schemas = document.at("/components/schemas");

        assertThat(schemas.size()).isLessThan(losses().size() + 72);
        assertThat(schemas.properties()).filteredOn(schema -> schema.getKey().endsWith("Answer"))
                .extracting(Map.Entry::getKey).containsExactly("LossAnswer");
        assertThat(schemas.findParents("enum").stream().filter(schema -> !schema.has("$ref"))).hasSizeLessThan(8);
    }

    @Test
    void requestWhenItHasTheReductionOrInputOfAnotherLossShouldNotFollowItsSchema() {
        String mse = """
                {"predictions": [1], "targets": [2], "reduction": "sum", "wrt": ["targets"]}""";
        JsonNode schema = document.operation("mse").at("/requestBody/content/application~1json/schema");

        assertThat(errors(schema, mse)).isEmpty();
        assertThat(errors(schema, mse.replace("sum", "batchmean"))).isNotEmpty();
        assertThat(errors(schema, mse.replace("[\"targets", "[\"var"))).isNotEmpty();
    }

    /** Clients would send a default to every layer or optimizer, also to those without the field. */
    @ParameterizedTest
    @CsvSource({"layers, Layer", "optimizers, OptimizerStepRequest"})
    void optionsWhenSeveralHaveThemShouldBeFieldsWithoutDefaults(String list, String schema) {
        JsonNode fields = document.at("/components/schemas/" + schema + "/properties");
        List<String> options = service.get("/v1/" + list).json().path(list).valueStream()
                .flatMap(item -> item.path("options").valueStream()).map(option -> option.path("name").asString())
                .toList();

        assertThat(options).isNotEmpty();
        assertThat(fields.propertyNames()).containsAll(options);
        assertThat(fields.findValues("default")).isEmpty();
    }

    @Test
    void optionsWhenTheirTypesAgreeShouldHaveIt() {
        JsonNode layer = document.at("/components/schemas/Layer/properties");

        assertThat(layer.at("/negative_slope/type").asString()).isEqualTo("number");
        assertThat(layer.at("/dim/type").asString()).isEqualTo("integer");
        assertThat(layer.path("kernel_size").has("type")).as("an integer or a pair of them").isFalse();
    }

    private List<Error> errors(JsonNode schema, String json) {
        return document.errors(schema, JsonMapper.shared().readTree(json));
    }

    @Test
    void operationsWhenFetchedShouldHaveNamesOfTheirOwn() {
        List<String> names = document.root().findValuesAsString("operationId");
        assertThat(names).doesNotHaveDuplicates().contains("listLosses", "describeLoss", "curve",
                "gradcheck", "mse", "crossEntropy");
    }

    @Test
    void pathsWhenFetchedShouldLeaveOutPagesAndManagement() {
        assertThat(document.at("/paths").propertyNames())
                .contains("/v1/losses", "/v1/losses/{loss}", "/v1/losses/{loss}/curve", "/v1/losses/{loss}/gradcheck")
                .allMatch(path -> path.startsWith("/v1/") || path.equals("/v2") || path.startsWith("/v2/"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void operationWhenLossIsInTheCatalogShouldDocumentIt(String loss) {
        LossEntry entry = losses.find(loss);
        JsonNode operation = document.operation(loss);

        assertThat(operation.at("/tags/0").asString()).isEqualTo(entry.family());
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.path("description").asString()).contains(entry.definition().formula(),
                entry.definition().gradient(), entry.definition().references().getFirst());
        assertThat(entry.aliases())
                .allSatisfy(alias -> assertThat(operation.path("description").asString()).contains(alias));
        assertThat(OpenApiDocument.requests(operation)).isNotEmpty();
        assertThat(operation.path("responses").propertyNames()).containsExactly("200", "400", "406", "408", "413",
                "415",
                "422", "503");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void requestWhenLossIsInTheCatalogShouldHaveItsFields(String loss) {
        JsonNode schema = resolve(document.operation(loss).at("/requestBody/content/application~1json/schema"));
        List<String> fields = new ArrayList<>(losses.fieldsOf(losses.find(loss)).names());

        assertThat(schema.path("properties").propertyNames()).containsExactlyElementsOf(fields);
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.path("properties"))
                .allSatisfy(field -> assertThat(field.path("description").asString()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void namesWhenLossIsInTheCatalogShouldBeDisjoint(String loss) {
        List<String> names = new ArrayList<>(losses.fieldsOf(losses.find(loss)).names());
        names.addAll(List.of("loss", "gradient", "gradients", "hessian_diagonal", "tolerance"));

        assertThat(names).doesNotHaveDuplicates();
    }

    private JsonNode resolve(JsonNode schema) {
        return document.at(schema.path("$ref").asString().substring(1));
    }
}
