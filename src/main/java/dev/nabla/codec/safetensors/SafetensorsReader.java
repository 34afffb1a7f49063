package dev.nabla.codec.safetensors;

import dev.nabla.codec.binary.DefaultDType;
import dev.nabla.codec.binary.ElementReader;
import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.json.JsonFieldReader;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads requests as safetensors. Tensors are fields by their names, nested ones by dotted names; everything else is text in the
 * metadata, or in the query: JSON, or plain text for options. The bytes are read as they arrive, straight into arrays.
 */
public final class SafetensorsReader {

    private static final String DTYPE = "dtype";

    /** How many bytes of tensors must have come before memory is taken for what the header announces. */
    private static final int FIRST_BYTES = 256 << 10;

    /** Written by other programs into the files of their models. */
    private static final String FORMAT = "format";

    private final FieldKinds kinds;
    private final SafetensorsLimits limits;
    private final SequencedMap<String, String> query;

    /**
     * @param kinds the kind of each field
     * @param query options in the query, by name
     */
    public SafetensorsReader(FieldKinds kinds, SafetensorsLimits limits, SequencedMap<String, String> query) {
        this.kinds = kinds;
        this.limits = limits;
        this.query = query;
    }

    /**
     * Reads a request to the end of the stream, which is not closed.
     *
     * @throws MalformedTensorsException if it is not safetensors
     */
    public Fields read(InputStream in) throws IOException {
        Header header = new HeaderReader(limits).read(in);
        List<TensorField> tensors = header.tensors().stream().map(tensor -> new TensorField(tensor, kinds)).toList();
        DType dtype = dtype(header, tensors);
        InputStream data = backed(header.dataLength(), in);
        Storage.expect(tensors.stream().mapToLong(tensor -> tensor.memory(dtype)).sum());
        FieldTree tree = new FieldTree();
        place(header, tensors, dtype, tree);
        ElementReader elements = new ElementReader(data);
        for (TensorField tensor : inOrderOfBytes(tensors)) {
            tensor.read(elements, dtype);
        }
        if (data.read() >= 0) {
            throw new MalformedTensorsException("the body goes on after the last tensor");
        }
        return withDType(tree.fields(), dtype);
    }

    /** The bytes of the tensors, of which the first must be there before memory for all of them is taken. */
    private static InputStream backed(long length, InputStream in) throws IOException {
        byte[] first = in.readNBytes((int) Math.min(length, FIRST_BYTES));
        if (first.length < Math.min(length, FIRST_BYTES)) {
            throw new MalformedTensorsException(
                    "the body ends after " + first.length + " of the " + length + " bytes of its tensors");
        }
        return new SequenceInputStream(new ByteArrayInputStream(first), in);
    }

    private static List<TensorField> inOrderOfBytes(List<TensorField> tensors) {
        return tensors.stream().sorted(Comparator.comparing(TensorField::tensor, TensorEntry.ORDER_OF_BYTES)).toList();
    }

    /** The dtype that is given, if it is, or else that of the tensors. */
    private DType dtype(Header header, List<TensorField> tensors) {
        String given = query.getOrDefault(DTYPE, header.metadata().get(DTYPE));
        if (given != null) {
            return DType.ofLabel(given).orElse(DType.FLOAT64);
        }
        DefaultDType byTensors = new DefaultDType();
        tensors.forEach(field -> byTensors.add(field.path().name(), field.path().kind(), field.tensor().type()));
        return byTensors.get();
    }

    /** Puts the fields in the order of the header, with places for the tensors. */
    private void place(Header header, List<TensorField> tensors, DType dtype, FieldTree tree) {
        TextFields texts = new TextFields(new JsonFieldReader(limits.json(), dtype));
        tensors.subList(0, header.metadataPosition()).forEach(tensor -> tree.put(tensor.path(), tensor.leaf()));
        header.metadata().forEach((name, text) -> putText(name, text, texts, tree));
        tensors.subList(header.metadataPosition(), tensors.size())
                .forEach(tensor -> tree.put(tensor.path(), tensor.leaf()));
        query.forEach((name, text) -> putQuery(name, text, texts, tree));
    }

    private void putText(String name, String text, TextFields texts, FieldTree tree) {
        FieldPath path = FieldPath.of(name, kinds);
        if (path.kind() == FieldKind.Value.UNKNOWN) {
            if (!name.equals(FORMAT)) {
                tree.put(path, new Field.Unknown());
            }
        } else {
            tree.put(path, texts.read(path.name(), path.kind(), text));
        }
    }

    private void putQuery(String name, String text, TextFields texts, FieldTree tree) {
        FieldPath path = FieldPath.of(HeaderReader.shortName(name), kinds);
        Field field = path.kind() == FieldKind.Value.UNKNOWN
                ? new Field.Unknown()
                : texts.read(path.name(), path.kind(), text);
        Field sent = tree.get(path);
        if (sent == null) {
            tree.put(path, field);
        } else if (!sent.equals(field)) {
            tree.replace(path, new Field.Faulty(Fault.of(path.name(), Excerpt.of(path.name())
                    + " conflicts with the query parameter " + Excerpt.of(name) + "=" + Excerpt.of(text))));
        }
    }

    /** The fields, which name the dtype if it is not the default of requests. */
    private Fields withDType(Fields fields, DType dtype) {
        return dtype == DType.FLOAT64 || fields.has(DTYPE) || kinds.of(DTYPE) != FieldKind.Value.DTYPE
                ? fields
                : fields.with(DTYPE, new Field.Option(new Literal.Text(dtype.label())));
    }
}
