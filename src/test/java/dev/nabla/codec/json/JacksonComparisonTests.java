package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random documents, whole and damaged, read by Jackson as well: both accept the same texts and find the same values in
 * them. Jackson is given text that a strict decoder made, for it is lenient about UTF-8, and it keeps lone surrogates.
 * The system property {@code nabla.codec.documents} tells how many documents to try (5,000 unless told), {@code
 * nabla.codec.seed} from which seed.
 */
class JacksonComparisonTests {

    private static final int COUNT = Integer.getInteger("nabla.codec.documents", 5_000);
    private static final long SEED = Long.getLong("nabla.codec.seed", 20_260_101L);

    private final JsonMapper jackson = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(100_000).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Test
    void readShouldAgreeWithJackson() throws IOException {
        int accepted = 0;
        for (int i = 0; i < COUNT; i++) {
            RandomDocument random = new RandomDocument(new SplittableRandom(SEED + i));
            byte[] text = random.next();
            accepted += compare(text) ? 1 : 0;
        }
        // Were almost all refused, or accepted, there would be little to compare.
        assertThat(accepted).isBetween(COUNT / 4, COUNT * 3 / 4);
    }

    // Rows of numbers are read eight bytes at a time: none of them may be taken for another, wherever it stands.
    @Test
    void readWhenOneByteOfARowIsAnotherShouldAgreeWithJackson() throws IOException {
        byte[] row = "{\"x\":[-1.25,0.12345678901234,3.5E-7, 9.0E-12,-7.12345678e-1, 2.5]}"
                .getBytes(StandardCharsets.US_ASCII);
        for (int place = 0; place < row.length; place++) {
            for (int letter = 0; letter < 256; letter++) {
                byte[] text = row.clone();
                text[place] = (byte) letter;
                assertThat(compare(text)).as(new String(text, StandardCharsets.ISO_8859_1))
                        .isEqualTo(isReadAsFloat32(text));
            }
        }
    }

    private static boolean isReadAsFloat32(byte[] text) throws IOException {
        try {
            new JsonRequestReader(Requests::kind, JsonLimits.DEFAULT, DType.FLOAT32)
                    .read(new ByteArrayInputStream(text));
            return true;
        } catch (MalformedJsonException | InvalidRequestException _) {
            return false;
        }
    }

    private boolean compare(byte[] text) throws IOException {
        JsonNode tree = tree(text);
        String shown = new String(text, StandardCharsets.UTF_8);
        try {
            Fields document = new JsonRequestReader(Requests::kind, JsonLimits.DEFAULT, null)
                    .read(new ByteArrayInputStream(text));
            assertFields(document, Objects.requireNonNull(tree, shown), shown);
            return true;
        } catch (MalformedJsonException e) {
            assertThat(tree).as("%s: %s", e.getMessage(), shown).isNull();
        } catch (InvalidRequestException e) {
            assertThat(tree != null && !tree.isObject()).as("%s: %s", e.getMessage(), shown).isTrue();
        }
        return false;
    }

    private @Nullable JsonNode tree(byte[] text) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
            JsonNode tree = jackson.readTree(decoded);
            boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(tree.toString());
            return tree.isMissingNode() || !isText ? null : tree;
        } catch (JacksonException | CharacterCodingException _) {
            return null;
        }
    }

    private static void assertFields(Fields document, JsonNode tree, String shown) {
        assertThat(document.names()).as(shown).containsExactlyElementsOf(tree.propertyNames());
        document.forEach((name, field) -> {
            JsonNode node = tree.get(name);
            switch (field) {
                case Field.Numbers numbers -> assertNumbers(numbers, node, shown);
                case Field.Booleans(var tensor) -> {
                    assertThat(tensor.shape().toString()).as(shown).isEqualTo(shape(node, false));
                    assertThat(tensor.values()).as(shown).isEqualTo(booleans(node));
                }
                case Field.Option(var literal) -> assertThat(zerosUnsigned(literal)).as(shown)
                        .isEqualTo(zerosUnsigned(literal(node)));
                case Field.Members(var fields) -> assertFields(fields, node, shown);
                case Field.Items(var each) -> assertThat(each).as(shown).hasSize(node.size());
                case Field.Unknown _ -> assertThat(Requests.kind(name)).isEqualTo(FieldKind.Value.UNKNOWN);
                case Field.Faulty(var fault, var _) -> {
                    assertThat(shape(node, !name.equals("mask"))).as("%s: %s", fault.detail(), shown).isNull();
                    assertThat(pointsInto(node, fault.index())).as(shown).isTrue();
                }
            }
        });
    }

    private static void assertNumbers(Field.Numbers numbers, JsonNode node, String shown) {
        assertThat(numbers.shape().toString()).as(shown).isEqualTo(shape(node, true));
        List<Double> expected = new ArrayList<>();
        flatten(node, expected);
        for (int i = 0; i < expected.size(); i++) {
            double value = numbers.as(DType.FLOAT64).get(i);
            // Jackson makes an integer of -0, which loses its sign.
            assertThat(value + 0.0).as(shown).isEqualTo(Double.valueOf(expected.get(i) + 0.0));
        }
    }

    /** The shape of a tree if it is a tensor, from the leaves up, unlike the reader's way; else null. */
    private static @Nullable String shape(JsonNode node, boolean numbers) {
        List<Integer> sizes = sizes(node, numbers);
        return sizes == null ? null : sizes.toString();
    }

    private static @Nullable List<Integer> sizes(JsonNode node, boolean numbers) {
        if (!node.isArray()) {
            boolean leaf = numbers ? !Double.isNaN(number(node)) || isNan(node) : node.isBoolean();
            return leaf ? List.of() : null;
        }
        Set<@Nullable List<Integer>> inner = new HashSet<>();
        node.forEach(each -> inner.add(sizes(each, numbers)));
        if (inner.size() > 1 || inner.contains(null)) {
            return null;
        }
        List<Integer> sizes = new ArrayList<>(List.of(node.size()));
        inner.forEach(each -> sizes.addAll(each == null ? List.of() : each));
        return sizes;
    }

    private static boolean isNan(JsonNode node) {
        return node.isString() && node.stringValue().equals("NaN");
    }

    /** The number that a leaf stands for; NaN if it is none. */
    private static double number(JsonNode node) {
        if (node.isNumber()) {
            double value = parsed(node);
            return Double.isInfinite(value) ? Double.NaN : value;
        }
        return switch (node.isString() ? node.stringValue() : "") {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private static double parsed(JsonNode number) {
        return Double.parseDouble(number.toString().replace("\"", ""));
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(each -> flatten(each, into));
        } else {
            into.add(number(node));
        }
    }

    private static boolean[] booleans(JsonNode node) {
        List<Boolean> values = new ArrayList<>();
        collect(node, values);
        boolean[] array = new boolean[values.size()];
        Arrays.setAll(new Object[array.length], i -> array[i] = values.get(i));
        return array;
    }

    private static void collect(JsonNode node, List<Boolean> into) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, into));
        } else {
            into.add(node.booleanValue());
        }
    }

    private static boolean pointsInto(JsonNode node, int[] index) {
        JsonNode place = node;
        for (int each : index) {
            place = place.path(each);
        }
        return !place.isMissingNode();
    }

    private static String zerosUnsigned(Literal literal) {
        return literal.toString().replace("-0.0", "0.0");
    }

    private static Literal literal(JsonNode node) {
        if (node.isArray()) {
            List<Literal> values = new ArrayList<>();
            node.forEach(each -> values.add(literal(each)));
            return new Literal.Array(values);
        }
        return switch (node.getNodeType()) {
            case NUMBER -> new Literal.Numeral(parsed(node));
            case STRING -> new Literal.Text(node.stringValue());
            case BOOLEAN -> new Literal.Flag(node.booleanValue());
            case NULL -> new Literal.Null();
            default -> new Literal.JsonObject();
        };
    }
}
