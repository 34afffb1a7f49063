package dev.nabla.request;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Fields of a request, made without a form. */
public final class SentFields {

    private final SequencedMap<String, Field> fields = new LinkedHashMap<>();

    /** A tensor with one axis. */
    public SentFields vector(String name, double... values) {
        return tensor(name, Shape.of(values.length), values);
    }

    public SentFields tensor(String name, Shape shape, double... values) {
        return field(name, new Field.Computed(new Float64Tensor(shape, values)));
    }

    public SentFields number(String name, double value) {
        return option(name, new Literal.Numeral(value));
    }

    public SentFields text(String name, String value) {
        return option(name, new Literal.Text(value));
    }

    public SentFields texts(String name, String... values) {
        return option(name,
                new Literal.Array(Arrays.stream(values).<Literal>map(Literal.Text::new).toList()));
    }

    public SentFields flag(String name, boolean value) {
        return option(name, new Literal.Flag(value));
    }

    public SentFields nothing(String name) {
        return option(name, new Literal.Null());
    }

    public SentFields object(String name, SentFields members) {
        return field(name, new Field.Members(members.build()));
    }

    public SentFields objects(String name, SentFields... each) {
        return field(name, new Field.Items(
                Arrays.stream(each).<Field>map(members -> new Field.Members(members.build())).toList()));
    }

    public SentFields field(String name, Field field) {
        fields.put(name, field);
        return this;
    }

    private SentFields option(String name, Literal value) {
        return field(name, new Field.Option(value));
    }

    public Fields build() {
        return Fields.of(fields);
    }
}
