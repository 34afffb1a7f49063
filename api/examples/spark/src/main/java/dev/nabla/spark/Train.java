package dev.nabla.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a logistic and a Poisson regression: {@code Train ADDRESS ROWS}, by {@code spark-submit}, where the address is that
 * of a service or of a proxy before replicas.
 */
public final class Train {

    /** Rows per request: 0.3 MB. */
    static final int BATCH = 10_000;

    private Train() {}

    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[1]);
        Training training = new Training(new Nabla(arguments[0]), "sgd", 20);
        try (SparkSession spark = SparkSession.builder().appName("nabla").getOrCreate()) {
            for (Model model : Model.values()) {
                System.out.println(model + ": " + Arrays.toString(fit(spark, training, model, rows)));
            }
        }
    }

    static double[] fit(SparkSession spark, Training training, Model model, long rows) {
        JavaRDD<Batch> batches = data(spark, model, rows).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return training.fit(batches, model, rows, Model.TRUE_WEIGHTS.length);
        } finally {
            batches.unpersist();
        }
    }

    /** The data set; where yours is a table, map its partitions to batches. */
    private static JavaRDD<Batch> data(SparkSession spark, Model model, long rows) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Long> firsts = LongStream.iterate(0, first -> first < rows, first -> first + BATCH).boxed().toList();
        return context.parallelize(firsts).map(first -> model.batch(first, Math.min(first + BATCH, rows)));
    }
}
