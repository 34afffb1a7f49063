package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations come from the wire rules of the service: what a tensor is, and that the first fault is named. */
class TensorReaderTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                            | []
            "NaN"                        | []
            [7]                          | [1]
            [1, 2, 3]                    | [3]
            [[1, 2, 3], [4, 5, 6]]       | [2, 3]
            [[[1], [2]], [[3], [4]]]     | [2, 2, 1]
            []                           | [0]
            [[]]                         | [1, 0]
            [[], []]                     | [2, 0]
            [[[], []], [[], []]]         | [2, 2, 0]
            [[[[[[[[1]]]]]]]]            | [1, 1, 1, 1, 1, 1, 1, 1]
            """)
    void readShouldTakeTheShapeFromTheNesting(String text, String shape) {
        assertThat(((JsonNumbers) Requests.readX(text)).shape()).hasToString(shape);
    }

    @Test
    void readShouldKeepRowMajorOrder() {
        assertThat(Requests.float64(Requests.read("{\"x\": [[[1,2],[3,4]],[[5,6],[7,8]]]}"), "x"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void readShouldTakeTheThreeStringsForNonFiniteNumbers() {
        assertThat(Requests.float64(Requests.read("{\"x\": [\"NaN\", \"Infinity\", \"-Infinity\"]}"), "x"))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void readShouldKeepTheSignOfZero() {
        assertThat(Requests.float64(Requests.read("{\"x\": [-0, -0.0, -0e5, -1e-400, 1e-400, 0]}"), "x"))
                .containsExactly(-0.0, -0.0, -0.0, -0.0, 0.0, 0.0);
    }

    @Test
    void readShouldTakeBooleans() {
        Field.Booleans mask = (Field.Booleans) Requests
                .field(Requests.read("{\"mask\": [[true, false], [false, true]]}"), "mask");
        assertThat(mask.tensor().shape()).isEqualTo(Shape.of(2, 2));
        assertThat(mask.tensor().values()).containsExactly(true, false, false, true);
    }

    @Test
    void readWhenTensorIsNullShouldSayNothing() {
        Fields read = Requests.read("{\"x\": null, \"mask\": null}");
        assertThat(read.get("x")).isEqualTo(new Field.Option(new Literal.Null()));
        assertThat(read.get("mask")).isEqualTo(new Field.Option(new Literal.Null()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [[1,2],[3]]             | [1]       | ragged nesting: expected length 2 like the arrays before, found length 1
            [[1,2],[3,4,5,6]]       | [1]       | ragged nesting: expected length 2 like the arrays before, found length 4
            [[1,2],[3,4,"x",null]]  | [1]       | ragged nesting: expected length 2 like the arrays before, found length 4
            [[[1],[2]],[[3],[4,5]]] | [1, 1]    | ragged nesting: expected length 1 like the arrays before, found length 2
            [[],[1]]                | [1]       | ragged nesting: expected length 0 like the arrays before, found length 1
            [[],[1.5e300,2]]        | [1]       | ragged nesting: expected length 0 like the arrays before, found length 2
            [[],[15e300]]           | [1]       | ragged nesting: expected length 0 like the arrays before, found length 1
            [[],[[]]]               | [1]       | ragged nesting: expected length 0 like the arrays before, found length 1
            [[1],[]]                | [1]       | ragged nesting: expected length 1 like the arrays before, found length 0
            [[1,2],[3],[null]]      | [1]       | ragged nesting: expected length 2 like the arrays before, found length 1
            [1,[2]]                 | [1]       | expected a number like the elements before, found an array
            [[1],2]                 | [1]       | expected an array like the elements before, found a number
            [[],2]                  | [1]       | expected an array like the elements before, found a number
            [[1,2],"NaN"]           | [1]       | expected an array like the elements before, found a string
            [1,null]                | [1]       | expected a number, found null; write a missing number as "NaN"
            [[1,null]]              | [0, 1]    | expected a number, found null; write a missing number as "NaN"
            [true]                  | [0]       | expected a number, found a boolean
            [1,{"a":[]}]            | [1]       | expected a number, found an object
            {"a":1}                 | []        | expected a number, found an object
            true                    | []        | expected a number, found a boolean
            [1,"Inf"]               | [1]       | expected a number or one of the strings "NaN", "Infinity" and "-Infinity", found the string "Inf"
            "nan"                   | []        | expected a number or one of the strings "NaN", "Infinity" and "-Infinity", found the string "nan"
            [[1],[1e400]]           | [1, 0]    | the number is out of range for float64, whose largest is 1.7976931348623157E308; write infinity as the string "Infinity"
            [1,-1e400,"x"]          | [1]       | the number is out of range for float64, whose largest is 1.7976931348623157E308; write infinity as the string "Infinity"
            """)
    void readWhenSomethingIsWrongShouldNameTheFirstPlace(String text, String index, String detail) {
        assertThat(Requests.readX(text)).isInstanceOfSatisfying(Field.Faulty.class, faulty -> {
            assertThat(faulty.fault().field()).isEqualTo("x");
            assertThat(Arrays.toString(faulty.fault().index())).isEqualTo(index);
            assertThat(faulty.fault().detail()).isEqualTo(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [true,0]           | [1]    | expected true or false, found a number
            [[false],["true"]] | [1, 0] | expected true or false, found a string
            [null]             | [0]    | expected true or false, found null
            [true,[true]]      | [1]    | expected true or false like the elements before, found an array
            [[true],[]]        | [1]    | ragged nesting: expected length 1 like the arrays before, found length 0
            1                  | []     | expected true or false, found a number
            """)
    void readWhenABooleanIsWrongShouldNameTheFirstPlace(String text, String index, String detail) {
        Field field = Requests.field(Requests.read("{\"mask\":" + text + "}"), "mask");
        assertThat(field).isInstanceOfSatisfying(Field.Faulty.class, faulty -> {
            assertThat(Arrays.toString(faulty.fault().index())).isEqualTo(index);
            assertThat(faulty.fault().detail()).isEqualTo(detail);
        });
    }

    @Test
    void readWhenOneFieldIsFaultyShouldGoOnWithTheNext() {
        Fields document = Requests.read("{\"x\": [[1],[2,[{\"a\":\"\\n\"}]]], \"y\": [3]}");
        assertThat(document.get("x")).isInstanceOf(Field.Faulty.class);
        assertThat(Requests.float64(document, "y")).containsExactly(3);
    }

    @Test
    void readWhenFloat32IsKnownShouldRefuseWhatIsBeyondIt() {
        Field field = Requests.field(Requests.read("{\"x\": [1, 1e39]}", DType.FLOAT32), "x");
        assertThat(field).isInstanceOfSatisfying(Field.Faulty.class, faulty -> {
            assertThat(faulty.fault().index()).containsExactly(1);
            assertThat(faulty.fault().detail()).contains("float32", "3.4028235E38");
        });
    }

    // With float32 the first fault is 1e39, with float64 it is what comes after it.
    @Test
    void readWhenANumberBeyondFloat32ComesBeforeAFaultShouldTellBoth() {
        Field.Faulty faulty = (Field.Faulty) Requests.readX("[[[1, 2], [3, 1e39]], [[5, \"Inf\"], [7, 8]]]");
        Fault inFloat64 = faulty.in(DType.FLOAT64);
        Fault inFloat32 = faulty.in(DType.FLOAT32);
        assertThat(inFloat64.index()).containsExactly(1, 0, 1);
        assertThat(inFloat32.index()).containsExactly(0, 1, 1);
        assertThat(inFloat32.detail()).contains("float32");
    }
}
