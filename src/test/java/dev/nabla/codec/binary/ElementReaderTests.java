package dev.nabla.codec.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementReaderTests {

    /** More than two chunks, the last of them incomplete. */
    private static final int MANY = 2 * ElementDecoder.ELEMENTS + 3;

    private static Field read(FieldKind.Value kind, ElementType type, Shape shape, DType dtype, ByteBuffer bytes)
            throws IOException {
        byte[] sent = new byte[bytes.capacity()];
        bytes.get(0, sent);
        var in = new ByteArrayInputStream(sent);
        Field field = new ElementReader(in).read("x", kind, type, shape, dtype);
        assertThat(in.available()).as("bytes left").isZero();
        return field;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Tensor real(ElementType type, Shape shape, DType dtype, ByteBuffer bytes) throws IOException {
        Field field = read(FieldKind.Value.REAL, type, shape, dtype, bytes);
        assertThat(field).isInstanceOf(Field.Numbers.class);
        return ((Field.Numbers) field).as(dtype);
    }

    private static Fault fault(Field field) {
        assertThat(field).isInstanceOf(Field.Faulty.class);
        return ((Field.Faulty) field).fault();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void readWhenWrittenShouldBeTheSameBits(DType dtype) throws IOException {
        var random = new SplittableRandom(1);
        Tensor tensor = Tensor.zeros(Shape.of(MANY), dtype);
        for (int i = 0; i < MANY; i++) {
            tensor.set(i, Double.longBitsToDouble(random.nextLong()));
        }
        var out = new ByteArrayOutputStream();

        new ElementWriter(out).write(tensor);

        assertThat(out.size()).isEqualTo(ElementWriter.bytes(tensor));
        Tensor read = real(ElementType.of(dtype), tensor.shape(), dtype, ByteBuffer.wrap(out.toByteArray()));
        for (int i = 0; i < MANY; i++) {
            assertThat(Double.doubleToRawLongBits(read.get(i))).isEqualTo(Double.doubleToRawLongBits(tensor.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void readWhenFloat16ShouldWidenExactly(DType dtype) throws IOException {
        ByteBuffer all = bytes(2 << 16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            all.putShort((short) bits);
        }

        Tensor read = real(ElementType.FLOAT16, Shape.of(1 << 16), dtype, all);

        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(read.get(bits)).as("%x", bits).isEqualTo(Double.valueOf(half(bits)));
        }
    }

    /** IEEE 754 binary16: five bits of exponent with bias 15, ten of significand. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int significand = bits & 1023;
        double magnitude = switch (exponent) {
            case 31 -> significand == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            case 0 -> Math.scalb((double) significand, -24);
            default -> Math.scalb((double) (1024 + significand), exponent - 25);
        };
        return bits < 1 << 15 ? magnitude : -magnitude;
    }

    @Test
    void readWhenBfloat16ShouldBeTheUpperHalfOfFloat32() throws IOException {
        // 1.5 is 3FC0 0000 in float32, -2^-133 (a subnormal) 8000 0000 + 1 in the upper half, NaN 7FC0
        ByteBuffer bytes = bytes(6).putShort((short) 0x3FC0).putShort((short) 0x8001).putShort((short) 0x7FC0);

        Tensor read = real(ElementType.BFLOAT16, Shape.of(3), DType.FLOAT64, bytes);

        assertThat(read).isEqualTo(read.widened());
        assertThat(read.get(0)).isEqualTo(1.5);
        assertThat(read.get(1)).isEqualTo(Math.scalb(-1.0, -133));
        assertThat(read.get(2)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
            "INT64, -9007199254740992, 9007199254740992", "INT32, -2147483648, 2147483647", "INT16, -32768, 32767",
            "INT8, -128, 127", "UINT64, 0, 9007199254740992", "UINT32, 0, 4294967295", "UINT16, 0, 65535",
            "UINT8, 0, 255"})
    void readWhenIntegersShouldBeExact(ElementType type, long least, long most) throws IOException {
        ByteBuffer bytes = bytes(2 * type.bytes());
        for (long value : new long[]{least, most}) {
            for (int i = 0; i < type.bytes(); i++) {
                bytes.put((byte) (value >> (8 * i)));
            }
        }

        Tensor read = real(type, Shape.of(2), DType.FLOAT64, bytes);

        assertThat(read.get(0)).isEqualTo((double) least);
        assertThat(read.get(1)).isEqualTo((double) most);
    }

    @ParameterizedTest
    @CsvSource({"INT64, 9007199254740993", "INT64, -9223372036854775808", "UINT64, 9007199254740993",
            "UINT64, 18446744073709551615"})
    void readWhenIntegerIsInexactInFloat64ShouldNameItsPosition(ElementType type, String integer) throws IOException {
        ByteBuffer bytes = bytes(MANY * Long.BYTES).putLong((MANY - 2) * Long.BYTES,
                integer.startsWith("-") ? Long.parseLong(integer) : Long.parseUnsignedLong(integer));

        Fault fault = fault(read(FieldKind.Value.EXACT, type, Shape.of(1, MANY), DType.FLOAT64, bytes));

        assertThat(fault.index()).containsExactly(MANY - 2);
        assertThat(fault.detail()).isEqualTo("the integer " + integer
                + " is out of range: integers are exact from -9007199254740992 to 9007199254740992");
    }

    @Test
    void readWhenFloat64IsBeyondFloat32ShouldNameItsPosition() throws IOException {
        ByteBuffer bytes = bytes(3 * Double.BYTES).putDouble(Double.POSITIVE_INFINITY).putDouble(1).putDouble(-1e39);

        Fault fault = fault(read(FieldKind.Value.REAL, ElementType.FLOAT64, Shape.of(3), DType.FLOAT32, bytes));

        assertThat(fault.index()).containsExactly(2);
        assertThat(fault.detail()).startsWith("the number -1")
                .endsWith("is out of range for float32, whose largest is 3.4028235E38");
    }

    @Test
    void readWhenExactShouldKeepFloat64UntilItIsRounded() throws IOException {
        ByteBuffer bytes = bytes(2 * Double.BYTES).putDouble(0.1).putDouble(1e39);

        var numbers = (Field.Numbers) read(FieldKind.Value.EXACT, ElementType.FLOAT64, Shape.of(2), DType.FLOAT32,
                bytes);

        assertThat(((Float64Tensor) numbers.as(DType.FLOAT64)).values()).containsExactly(0.1, 1e39);
        assertThatThrownBy(() -> numbers.as(DType.FLOAT32))
                .isInstanceOfSatisfying(InvalidRequestException.class,
                        e -> assertThat(e.faults().getFirst().index()).containsExactly(1));
    }

    @Test
    void readWhenExactInFloat32ShouldWiden() throws IOException {
        var numbers = (Field.Numbers) read(FieldKind.Value.EXACT, ElementType.FLOAT32, Shape.SCALAR, DType.FLOAT64,
                bytes(4).putFloat(0.1f));

        assertThat(((Float32Tensor) numbers.as(DType.FLOAT32)).values()).containsExactly(0.1f);
        assertThat(numbers.as(DType.FLOAT64).get(0)).isEqualTo(0.1f);
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "UINT8"})
    void readWhenZerosAndOnesShouldBeBooleans(ElementType type) throws IOException {
        Field field = read(FieldKind.Value.BOOLEAN, type, Shape.of(3), DType.FLOAT64,
                ByteBuffer.wrap(new byte[]{1, 0, 1}));

        assertThat(((Field.Booleans) field).tensor().values()).containsExactly(true, false, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "UINT8"})
    void readWhenBooleanIsNeitherZeroNorOneShouldNameItsPosition(ElementType type) throws IOException {
        Fault fault = fault(read(FieldKind.Value.BOOLEAN, type, Shape.of(3), DType.FLOAT64,
                ByteBuffer.wrap(new byte[]{1, -1, 2})));

        assertThat(fault.index()).containsExactly(1);
        assertThat(fault.detail()).isEqualTo("must be 0 or 1, got 255");
    }

    @Test
    void readWhenKindsDoNotFitShouldBeFaulty() throws IOException {
        assertThat(fault(read(FieldKind.Value.BOOLEAN, ElementType.FLOAT32, Shape.of(1), DType.FLOAT64, bytes(4)))
                .detail())
                .isEqualTo("x must be a tensor of Booleans: BOOL, or unsigned bytes that are 0 or 1");
        assertThat(fault(read(FieldKind.Value.REAL, ElementType.BOOL, Shape.of(1), DType.FLOAT64, bytes(1))).detail())
                .isEqualTo("x must be a tensor of numbers, got BOOL");
        assertThat(fault(read(FieldKind.Value.NAMES, ElementType.INT8, Shape.of(1), DType.FLOAT64, bytes(1))).detail())
                .isEqualTo("x must be text, got a tensor");
    }

    @Test
    void readWhenOptionShouldBeItsLiteral() throws IOException {
        assertThat(
                read(FieldKind.Value.OPTION, ElementType.FLOAT64, Shape.SCALAR, DType.FLOAT32, bytes(8).putDouble(0.1)))
                .isEqualTo(new Field.Option(new Literal.Numeral(0.1)));
        assertThat(read(FieldKind.Value.OPTION, ElementType.UINT8, Shape.of(2, 1), DType.FLOAT32,
                ByteBuffer.wrap(new byte[]{1, 2})))
                .isEqualTo(new Field.Option(new Literal.Array(
                        List.of(new Literal.Array(List.of(new Literal.Numeral(1))),
                                new Literal.Array(List.of(new Literal.Numeral(2)))))));
        assertThat(read(FieldKind.Value.OPTION, ElementType.BOOL, Shape.SCALAR, DType.FLOAT32,
                ByteBuffer.wrap(new byte[]{1})))
                .isEqualTo(new Field.Option(new Literal.Flag(true)));
        assertThat(read(FieldKind.Value.OPTION, ElementType.FLOAT64, Shape.of(1 << 30, 0), DType.FLOAT32, bytes(0)))
                .isEqualTo(new Field.Option(new Literal.Array(List.of())));
    }

    @Test
    void readWhenUnknownShouldSkipIt() throws IOException {
        assertThat(read(FieldKind.Value.UNKNOWN, ElementType.INT16, Shape.of(MANY), DType.FLOAT64, bytes(2 * MANY)))
                .isInstanceOf(Field.Unknown.class);
    }

    @Test
    void readWhenStreamEndsShouldSayInWhichTensor() {
        assertThatThrownBy(() -> read(FieldKind.Value.REAL, ElementType.FLOAT64, Shape.of(2), DType.FLOAT64, bytes(15)))
                .isInstanceOf(MalformedTensorsException.class).hasMessage("the body ends within the tensor x");
    }

    @Test
    void shapeWhenImpossibleShouldSayWhy() {
        assertThatThrownBy(() -> BinaryShape.of("x", 1L << 32, 1L << 32))
                .hasMessage("the tensor x has more than 2147483647 elements in its shape [4294967296, 4294967296]");
        assertThatThrownBy(() -> BinaryShape.of("x", -1))
                .hasMessage("the tensor x has the negative size -1 in its shape [-1]");
        assertThatThrownBy(() -> BinaryShape.of("x", new long[65]))
                .hasMessage("the tensor x has 65 axes, more than the limit of 64");
        assertThat(BinaryShape.of("x", 2, 0)).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void defaultDTypeShouldBeThatOfThePredictions() {
        assertThat(dtype()).isEqualTo(DType.FLOAT64);
        assertThat(dtype("predictions", ElementType.BFLOAT16, "targets", ElementType.FLOAT64)).isEqualTo(DType.FLOAT32);
        assertThat(dtype("predictions", ElementType.FLOAT64, "targets", ElementType.FLOAT32)).isEqualTo(DType.FLOAT64);
        assertThat(dtype("anchor", ElementType.FLOAT32, "positive", ElementType.INT64)).isEqualTo(DType.FLOAT32);
        assertThat(dtype("anchor", ElementType.FLOAT32, "positive", ElementType.FLOAT64)).isEqualTo(DType.FLOAT64);
        assertThat(dtype("predictions", ElementType.INT64)).isEqualTo(DType.FLOAT64);
    }

    private static DType dtype(Object... namesAndTypes) {
        var dtype = new DefaultDType();
        dtype.add("sample_weight", FieldKind.Value.EXACT, ElementType.FLOAT16);
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            dtype.add((String) namesAndTypes[i], FieldKind.Value.REAL, (ElementType) namesAndTypes[i + 1]);
        }
        return dtype.get();
    }
}
