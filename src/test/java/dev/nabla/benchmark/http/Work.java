package dev.nabla.benchmark.http;

/**
 * A request to a loss.
 *
 * @param dtype that the body's tensors are stored in, which is in the path where a type is bound to it
 */
record Work(String loss, String dtype, byte[] body) {

    static Work few() {
        return new Work("mse", "float64", Bodies.few());
    }

    static Work batch() {
        return new Work("cross_entropy", "float32", Bodies.batch());
    }

    static Work many() {
        return new Work("mse", "float32", Bodies.many());
    }
}
