package dev.nabla.codec.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.client.TensorFile;
import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKind.Value;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the format's description and its reference implementation have them, and the fields that they become. */
class SafetensorsReaderTests {

    private static final FieldKinds LAYER = name -> switch (name) {
        case "type" -> Value.OPTION;
        case "weight", "bias" -> Value.REAL;
        default -> Value.UNKNOWN;
    };

    /** Of a request whose unknown names may turn out to be fields, as those of a network's loss. */
    private static final FieldKinds KINDS = name -> switch (name) {
        case "x", "y", "predictions" -> Value.REAL;
        case "targets" -> Value.EXACT;
        case "mask" -> Value.BOOLEAN;
        case "option" -> Value.OPTION;
        case "names" -> Value.NAMES;
        case "dtype" -> Value.DTYPE;
        case "layers" -> new FieldKind.Items(new FieldKind.Members(LAYER));
        case "parameters" -> new FieldKind.Members(_ -> Value.REAL);
        case "state" -> new FieldKind.Members(_ -> new FieldKind.Members(_ -> Value.REAL));
        case "loss" -> new FieldKind.OptionOrMembers(part -> part.equals("formula") ? Value.OPTION : Value.UNKNOWN);
        case "weight" -> new FieldKind.TensorOrMembers(_ -> Value.OPTION);
        case "unknown", "format" -> Value.UNKNOWN;
        default -> Value.ANY;
    };

    private static final SafetensorsLimits LIMITS = new SafetensorsLimits(10_000, new JsonLimits(8, 100));

    private static Fields read(byte[] file, Map<String, String> query) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>(query);
        try {
            return new SafetensorsReader(KINDS, LIMITS, parameters).read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fields read(TensorFile file) {
        return read(file.bytes(), Map.of());
    }

    private static String refusal(byte[] file) {
        var refusal = new String[1];
        assertThatThrownBy(() -> read(file, Map.of())).isInstanceOfSatisfying(MalformedTensorsException.class,
                e -> refusal[0] = e.detail());
        return refusal[0];
    }

    /** The refusal of a header, before 16 bytes of data. */
    private static String refusal(String header) {
        return refusal(TensorFile.bytes(header, new byte[16]));
    }

    private static String tensor(String dtype, String shape, String offsets) {
        return "{\"dtype\": \"" + dtype + "\", \"shape\": " + shape + ", \"data_offsets\": " + offsets + "}";
    }

    private static Tensor tensor(Fields fields, String... path) {
        Field field = field(fields, path);
        assertThat(field).isInstanceOf(Field.Numbers.class);
        return ((Field.Numbers) field).as(DType.FLOAT64);
    }

    private static Field field(Fields fields, String... path) {
        Field field = Objects.requireNonNull(fields.get(path[0]), path[0]);
        for (int i = 1; i < path.length; i++) {
            field = field instanceof Field.Items(List<Field> each)
                    ? each.get(Integer.parseInt(path[i]))
                    : Objects.requireNonNull(((Field.Members) field).fields().get(path[i]), path[i]);
        }
        return field;
    }

    private static String fault(Fields fields, String... path) {
        Field field = field(fields, path);
        assertThat(field).isInstanceOf(Field.Faulty.class);
        return ((Field.Faulty) field).fault().detail();
    }

    private static Literal option(Fields fields, String... path) {
        return ((Field.Option) field(fields, path)).value();
    }

    @Test
    void readWhenTensorsAreInAnyOrderShouldKeepThatOfTheHeader() {
        String header = "{\"y\": " + tensor("F64", "[1]", "[8, 16]") + ", \"x\": " + tensor("F64", "[]", "[0, 8]")
                + "}";
        byte[] data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1.5).putDouble(-2).array();

        Fields fields = read(TensorFile.bytes(header, data), Map.of());

        assertThat(fields.names()).containsExactly("y", "x");
        assertThat(tensor(fields, "x").shape()).isEqualTo(Shape.SCALAR);
        assertThat(tensor(fields, "x").get(0)).isEqualTo(1.5);
        assertThat(tensor(fields, "y").get(0)).isEqualTo(-2);
    }

    @Test
    void readWhenEmptyShouldHaveNoFields() {
        assertThat(read(new TensorFile()).isEmpty()).isTrue();
    }

    @Test
    void readWhenTensorIsEmptyShouldKeepItsShape() {
        Fields fields = read(new TensorFile().doubles("x", List.of(2, 0)).doubles("y", 1.0));

        assertThat(tensor(fields, "x").shape()).isEqualTo(Shape.of(2, 0));
        assertThat(tensor(fields, "y").get(0)).isEqualTo(1);
    }

    @Test
    void readWhenNamesAreDottedShouldNest() {
        Fields fields = read(new TensorFile().doubles("layers.0.weight", 1).doubles("layers.1.bias", 2)
                .metadata("layers", "[{\"type\": \"linear\"}, {\"type\": \"relu\", \"weight\": [7]}]")
                .doubles("parameters.transformer.h.0.weight", 3).doubles("state.h.0.weight.momentum", 4)
                .metadata("loss.formula", "x - y"));

        assertThat(option(fields, "layers", "0", "type")).isEqualTo(new Literal.Text("linear"));
        assertThat(tensor(fields, "layers", "0", "weight").get(0)).isEqualTo(1);
        assertThat(tensor(fields, "layers", "1", "bias").get(0)).isEqualTo(2);
        assertThat(tensor(fields, "layers", "1", "weight").get(0)).isEqualTo(7);
        assertThat(tensor(fields, "parameters", "transformer.h.0.weight").get(0)).isEqualTo(3);
        assertThat(tensor(fields, "state", "h.0.weight", "momentum").get(0)).isEqualTo(4);
        assertThat(option(fields, "loss", "formula")).isEqualTo(new Literal.Text("x - y"));
    }

    @Test
    void readWhenNameIsUnknownInAnObjectShouldBeUnknownThere() {
        Fields fields = read(new TensorFile().doubles("layers.0.wieght", 1).doubles("unknown", 2));

        assertThat(field(fields, "layers", "0", "wieght")).isInstanceOf(Field.Unknown.class);
        assertThat(field(fields, "unknown")).isInstanceOf(Field.Unknown.class);
    }

    @Test
    void readWhenElementsOfAListAreMissingShouldBeFaulty() {
        assertThat(fault(read(new TensorFile().doubles("layers.0.weight", 1).doubles("layers.2.weight", 1)), "layers"))
                .isEqualTo("layers has 2 elements, but none with index 1");
    }

    @Test
    void readWhenSentTwiceShouldBeFaulty() {
        String twice = " is given twice: as a tensor, in the metadata, or in the query";
        assertThat(fault(read(new TensorFile().doubles("x", 1).metadata("x", "[1]")), "x")).isEqualTo("x" + twice);
        assertThat(fault(read(new TensorFile().doubles("weight", 1).doubles("weight.y", 1)), "weight"))
                .isEqualTo("weight" + twice);
        assertThat(fault(read(new TensorFile().doubles("parameters.x", 1).metadata("parameters", "{\"x\": 1}")),
                "parameters", "x")).isEqualTo("x" + twice);
        assertThat(fault(read(new TensorFile().doubles("x", 1).bytes(), Map.of("x", "1")), "x")).isEqualTo("x" + twice);
    }

    @Test
    void readWhenTensorIsAtAnObjectShouldSayHowToNameIt() {
        assertThat(fault(read(new TensorFile().doubles("parameters", 1)), "parameters"))
                .isEqualTo("parameters is not a tensor; name those in it parameters.NAME");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
                "sum; Text[value=sum]", "0.1; Numeral[value=0.1]", "true; Flag[value=true]", "null; Null[]",
                "none; Text[value=none]", "[1, \"a\"]; Array[values=[Numeral[value=1.0], Text[value=a]]]",
                "'\"1\"'; Text[value=1]", "1 x; Text[value=1 x]", "{}; JsonObject[]"})
    void readWhenOptionIsTextShouldBeJsonOrElseText(String text, String literal) {
        assertThat(option(read(new TensorFile().metadata("option", text)), "option")).hasToString(literal);
        assertThat(option(read(new TensorFile().bytes(), Map.of("option", text)), "option")).hasToString(literal);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {"x,y; [Text[value=x], Text[value=y]]", "x; [Text[value=x]]", "''; []",
                "' x , y'; [Text[value=x], Text[value=y]]", "[\"x\"]; [Text[value=x]]", "[]; []"})
    void readWhenNamesShouldBeAListWithCommas(String text, String names) {
        assertThat(option(read(new TensorFile().metadata("names", text)), "names"))
                .hasToString("Array[values=" + names + "]");
    }

    @Test
    void readWhenMetadataIsOfOtherProgramsShouldIgnoreTheFormatAlone() {
        Fields fields = read(new TensorFile().metadata("format", "pt").metadata("unknown", "1"));

        assertThat(fields.has("format")).isFalse();
        assertThat(field(fields, "unknown")).isInstanceOf(Field.Unknown.class);
    }

    @Test
    void readWhenStructureIsNotJsonShouldSayWhere() {
        assertThat(fault(read(new TensorFile().metadata("layers", "[{]")), "layers")).isEqualTo(
                "layers must be JSON in the metadata: expected a key in double quotes, found ']' (line 1, column 3 of its text)");
    }

    @Test
    void readWhenQueryConflictsWithMetadataShouldBeFaulty() {
        TensorFile file = new TensorFile().metadata("option", "sum");

        assertThat(option(read(file.bytes(), Map.of("option", "sum")), "option")).isEqualTo(new Literal.Text("sum"));
        assertThat(fault(read(file.bytes(), Map.of("option", "mean")), "option"))
                .isEqualTo("option conflicts with the query parameter option=mean");
    }

    @Test
    void readWhenPredictionsAreFloat32ShouldBeOfThatDType() {
        Fields fields = read(new TensorFile().floats("predictions", List.of(1), 0.1).doubles("x", 0.1)
                .doubles("targets", 0.1));

        assertThat(option(fields, "dtype")).isEqualTo(new Literal.Text("float32"));
        assertThat(tensor(fields, "x").get(0)).isEqualTo(0.1f);
        assertThat(tensor(fields, "targets").get(0)).as("exact").isEqualTo(0.1);
    }

    @Test
    void readWhenDTypeIsGivenShouldBeThat() {
        TensorFile file = new TensorFile().floats("predictions", List.of(1), 0.1).doubles("x", 0.1);

        assertThat(tensor(read(file.bytes(), Map.of("dtype", "float64")), "x").get(0)).isEqualTo(0.1);
        assertThat(tensor(read(new TensorFile().doubles("x", 0.1).metadata("dtype", "float32")), "x").get(0))
                .isEqualTo(0.1f);
    }

    @Test
    void readWhenTensorOfAnOptionShouldBeItsLiteral() {
        assertThat(option(read(new TensorFile().doubles("option", 1, 2)), "option"))
                .hasToString("Array[values=[Numeral[value=1.0], Numeral[value=2.0]]]");
    }

    @Test
    void readWhenTensorIsInMetadataShouldReadItAsJson() {
        assertThat(((Float64Tensor) tensor(read(new TensorFile().metadata("x", "[1, \"NaN\"]")), "x")).values())
                .containsExactly(1, Double.NaN);
    }

    @Test
    void readWhenCutShouldSayWhere() {
        byte[] file = new TensorFile().doubles("x", 1, 2).bytes();
        assertThat(refusal(new byte[0])).isEqualTo("the body is empty; expected safetensors");
        assertThat(refusal(new byte[7]))
                .isEqualTo("the body ends within the length of the header, a number of 8 bytes");
        assertThat(refusal(Arrays.copyOf(file, 20)))
                .isEqualTo("the body ends within the header, which has 56 bytes by its length");
        assertThat(refusal(Arrays.copyOf(file, file.length - 1)))
                .isEqualTo("the body ends after 15 of the 16 bytes of its tensors");
        assertThat(refusal(Arrays.copyOf(file, file.length + 1))).isEqualTo("the body goes on after the last tensor");
    }

    @Test
    void readWhenLongBodyIsCutShouldNameTheTensor() {
        byte[] file = new TensorFile().doubles("x", new double[40_000]).bytes();
        assertThat(refusal(Arrays.copyOf(file, file.length - 1))).isEqualTo("the body ends within the tensor x");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 10_001, Long.MAX_VALUE})
    void readWhenHeaderIsTooLongShouldNameTheLimit(long length) {
        assertThat(refusal(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array()))
                .isEqualTo("the header has " + Long.toUnsignedString(length)
                        + " bytes by its length, the first 8 bytes of the body in little-endian order; the limit is 10000"
                        + " (nabla.limits.max-tensor-header-size)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void readWhenHeaderIsTooShortShouldSayWhatIsTheShortest(long length) {
        assertThat(refusal(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array()))
                .endsWith("the shortest is {}");
    }

    @Test
    void readWhenHeaderIsNotAnObjectOfTensorsShouldBeRefused() {
        assertThat(refusal("[]")).isEqualTo("the header must begin with '{'");
        assertThat(refusal(" {}")).isEqualTo("the header must begin with '{'");
        assertThat(refusal("{\"x\" 1}")).isEqualTo(
                "the header is not JSON: expected ':' after a key, found '1' (line 1, column 6 of the header)");
        assertThat(refusal("{} {}")).startsWith("the header is not JSON: expected the end of the document");
        assertThat(refusal("{\"x\": 1}"))
                .isEqualTo("the tensor x must be an object of dtype, shape and data_offsets in the header");
        assertThat(refusal("{\"x\": {\"dtype\": \"F64\", \"shape\": []}}"))
                .isEqualTo("the tensor x must be an object of dtype, shape and data_offsets in the header");
        assertThat(refusal("{\"__metadata__\": {\"a\": 1}}")).isEqualTo(
                "__metadata__ must be an object of strings: a is none; write other values as JSON in a string");
        assertThat(refusal("{\"__metadata__\": \"a\"}")).isEqualTo("__metadata__ must be an object of strings");
    }

    @Test
    void readWhenNamesAreRepeatedShouldBeRefused() {
        String x = "\"x\": " + tensor("F64", "[1]", "[0, 8]");
        assertThat(refusal("{" + x + ", " + x + "}")).startsWith("the header is not JSON: duplicate key \"x\"");
        assertThat(refusal("{\"x\": {\"dtype\": \"F64\", \"dtype\": \"F64\"}}"))
                .startsWith("the header is not JSON: duplicate key \"dtype\"");
        assertThat(refusal("{\"__metadata__\": {\"a\": \"1\", \"a\": \"1\"}}"))
                .startsWith("the header is not JSON: duplicate key \"a\"");
    }

    @Test
    void readWhenNameIsTooLongShouldBeRefused() {
        assertThat(refusal("{\"" + "x.".repeat(501) + "\": " + tensor("F64", "[2]", "[0, 16]") + "}"))
                .endsWith(" is longer than the limit of 1000 characters");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
                "F8_E4M3; [16]; [0, 16]; 'has the dtype \"F8_E4M3\"; it must be one of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL'",
                "f64; [2]; [0, 16]; 'has the dtype \"f64\"; it must be one of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL'",
                "F64; 2; [0, 16]; must have an array of integers >= 0 as its shape",
                "F64; [-2]; [0, 16]; must have an array of integers >= 0 as its shape, got -2",
                "F64; [1.5]; [0, 16]; must have an array of integers >= 0 as its shape, got 1.5",
                "F64; [4294967296, 4294967296]; [0, 16]; has more than 2147483647 elements in its shape [4294967296, 4294967296]",
                "F64; [9007199254740992]; [0, 16]; has more than 2147483647 elements in its shape [9007199254740992]",
                "F64; [1e300]; [0, 16]; must have an array of integers >= 0 as its shape, got 1.0E300",
                "F64; [2]; [0]; must have two data_offsets, begin and end, got [0]",
                "F64; [2]; [0, 16, 16]; must have two data_offsets, begin and end, got [0, 16, 16]",
                "F64; [2]; [16, 0]; must have two data_offsets, begin and end, got [16, 0]",
                "F64; [2]; [0, -1]; must have an array of integers >= 0 as its data_offsets, got -1",
                "F64; [3]; [0, 16]; has 16 bytes by its data_offsets, but shape [3] of F64 takes 24",
                "F32; [2]; [0, 16]; has 16 bytes by its data_offsets, but shape [2] of F32 takes 8",
                "F64; [1]; [8, 16]; begins at offset 8, but the first must begin at 0"})
    void readWhenTensorIsNotDescribedRightShouldSayWhatIsWrong(String dtype, String shape, String offsets,
            String detail) {
        assertThat(refusal("{\"x\": " + tensor(dtype, shape, offsets) + "}")).isEqualTo("the tensor x " + detail);
    }

    @Test
    void readWhenTensorsOverlapOrLeaveHolesShouldBeRefused() {
        String header = "{\"x\": " + tensor("F64", "[1]", "[0, 8]") + ", \"y\": %s}";
        assertThat(refusal(header.formatted(tensor("F64", "[1]", "[0, 8]"))))
                .isEqualTo("the tensor y begins at offset 0 and overlaps the tensor x, which ends at 8");
        assertThat(refusal(header.formatted(tensor("F32", "[1]", "[4, 8]"))))
                .isEqualTo("the tensor y begins at offset 4 and overlaps the tensor x, which ends at 8");
        assertThat(refusal(header.formatted(tensor("F32", "[1]", "[12, 16]"))))
                .isEqualTo("the tensor y begins at offset 12, which leaves a hole after the tensor x, which ends at 8");
        assertThat(refusal(header.formatted(tensor("F64", "[2]", "[8, 24]"))))
                .isEqualTo("the body ends after 16 of the 24 bytes of its tensors");
        assertThat(refusal("{\"x\": " + tensor("F64", "[1]", "[0, 8]") + "}"))
                .isEqualTo("the body goes on after the last tensor");
    }

    @Test
    void readWhenTensorIsNotAlignedShouldSayHowToAlign() {
        String header = "{\"mask\": " + tensor("BOOL", "[4]", "[0, 4]") + ", \"x\": " + tensor("F64", "[1]", "[4, 12]")
                + "}";
        int length = (header.length() + 7) / 8 * 8;

        assertThat(refusal(header)).isEqualTo("the tensor x is not aligned: it begins at byte " + (length + 12)
                + " of the body, which must be a multiple of its element size of 8; pad the header with spaces to a multiple of 8 bytes, and put tensors with larger elements first");
    }
}
