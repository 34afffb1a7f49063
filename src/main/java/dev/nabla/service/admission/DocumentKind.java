package dev.nabla.service.admission;

/** What a document is made of, which decides how much memory is reserved for its bytes before its tensors are known. */
public enum DocumentKind {

    /** Text: two digits and a comma become a float64 number, and results of that size. */
    TEXT(4),

    /** Tensors as bytes, which are read straight into their arrays; what else these take is reserved when it is known. */
    TENSORS(1);

    private final int cost;

    DocumentKind(int cost) {
        this.cost = cost;
    }

    /** Bytes of memory per byte of the document. */
    int cost() {
        return cost;
    }
}
