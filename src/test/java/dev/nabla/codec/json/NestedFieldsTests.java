package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKind.Items;
import dev.nabla.request.FieldKind.Members;
import dev.nabla.request.FieldKind.Value;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NestedFieldsTests {

    private static final FieldKinds PARTS = name -> name.equals("type") ? Value.OPTION : Value.REAL;

    private static FieldKind kind(String name) {
        return switch (name) {
            case "parts" -> new Items(new Members(PARTS));
            case "named" -> new Members(PARTS);
            case "any" -> Value.ANY;
            case "dtype" -> Value.DTYPE;
            default -> Value.OPTION;
        };
    }

    private static Field read(String text, String name) {
        try {
            var reader = new JsonRequestReader(NestedFieldsTests::kind, new JsonLimits(64, 10, 3, 100), null);
            var body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNull(reader.read(body).get(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNumbers tensor(Field object, String name) {
        return (JsonNumbers) Objects.requireNonNull(((Field.Members) object).fields().get(name));
    }

    @Test
    void objectShouldHoldFieldsInDocumentOrder() {
        Field named = read("{\"named\": {\"b\": [[1, 2]], \"a\": 3, \"type\": \"x\"}}", "named");
        assertThat(((Field.Members) named).fields().names()).containsExactly("b", "a", "type");
        assertThat(tensor(named, "b").shape()).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void arrayShouldHoldObjectsEachWithItsFields() {
        Field parts = read("{\"parts\": [{\"w\": [1, 2]}, {}, {\"w\": 4, \"type\": null}]}", "parts");
        assertThat(parts).isInstanceOfSatisfying(Field.Items.class, items -> {
            assertThat(items.each()).hasSize(3);
            assertThat(tensor(items.each().getLast(), "w").as(DType.FLOAT64).get(0)).isEqualTo(4);
        });
    }

    @Test
    void dtypeWhenItStandsBeforeShouldHoldForNestedTensors() {
        Field named = read("{\"dtype\": \"float32\", \"named\": {\"a\": 1}}", "named");
        assertThat(tensor(named, "a").dtype()).isEqualTo(DType.FLOAT32);
    }

    // A batch has a dtype in each of its requests; whose tensors are not those of the next.
    @Test
    void dtypeWhenItStandsInAnObjectShouldHoldForTheTensorsOfThatObject() {
        FieldKinds request = name -> name.equals("dtype") ? Value.DTYPE : Value.REAL;
        var reader = new JsonRequestReader(_ -> new Items(new Members(request)), JsonLimits.DEFAULT, null);
        try {
            var body = new ByteArrayInputStream("{\"requests\": [{\"dtype\": \"float32\", \"a\": 1}, {\"a\": 1}]}"
                    .getBytes(StandardCharsets.UTF_8));
            List<Field> each = ((Field.Items) Objects.requireNonNull(reader.read(body).get("requests"))).each();
            assertThat(tensor(each.getFirst(), "a").dtype()).isEqualTo(DType.FLOAT32);
            assertThat(tensor(each.getLast(), "a").dtype()).isEqualTo(DType.FLOAT64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void valueWhenItShouldBeObjectsShouldBeFaulty() {
        assertFaulty(read("{\"parts\": {}}", "parts"), "parts must be an array of objects, got an object");
        assertFaulty(read("{\"named\": [1]}", "named"), "named must be an object, got an array");
        assertFaulty(read("{\"parts\": [{}, {}, {}, {}]}", "parts"), "parts may have at most 3 elements");
        Field parts = read("{\"parts\": [{}, 7]}", "parts");
        assertFaulty(((Field.Items) parts).each().get(1), "1 must be an object, got a number");
    }

    private static void assertFaulty(Field field, String detail) {
        assertThat(field).isInstanceOfSatisfying(Field.Faulty.class,
                faulty -> assertThat(faulty.fault().detail()).isEqualTo(detail));
    }

    @Test
    void nothingShouldStandForAnObject() {
        assertThat(read("{\"named\": null}", "named")).isEqualTo(new Field.Option(new Literal.Null()));
    }

    @Test
    void valueOfAnyKindShouldBeTensorWhereItIsMadeOfNumbers() {
        assertThat(read("{\"any\": [[1], [2]]}", "any"))
                .isInstanceOfSatisfying(JsonNumbers.class,
                        numbers -> assertThat(numbers.shape()).isEqualTo(Shape.of(2, 1)));
        assertThat(read("{\"any\": -1}", "any")).isInstanceOf(JsonNumbers.class);
        assertThat(read("{\"any\": \"mean\"}", "any")).isEqualTo(new Field.Option(new Literal.Text("mean")));
        assertThat(read("{\"any\": true}", "any")).isEqualTo(new Field.Option(new Literal.Flag(true)));
        assertThat(read("{\"any\": null}", "any")).isEqualTo(new Field.Option(new Literal.Null()));
    }

    @Test
    void malformedTextWithinShouldBeReportedWithItsWholePlace() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> read("{\"parts\": [{}, {\"w\": [1, }]}", "parts"))
                .satisfies(malformed -> assertThat(malformed.pointer()).startsWith("/parts/1/w"));
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> read("{\"named\": {\"a\": 1, \"a\": 2}}", "named"))
                .withMessageContaining("duplicate key");
    }
}
