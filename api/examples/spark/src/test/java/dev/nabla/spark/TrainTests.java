package dev.nabla.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training in local mode, on the cores of this machine, by the service at {@code nabla.address}. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainTests {

    private static final long ROWS = Long.getLong("nabla.rows");
    private static final int STEPS = 20;

    private final Training training = new Training(new Nabla(System.getProperty("nabla.address")), "sgd", STEPS);
    private SparkSession spark;

    @BeforeAll
    void start() {
        spark = SparkSession.builder().master("local[*]").config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate();
        spark.sparkContext().setLogLevel("WARN");
    }

    @AfterAll
    void stop() {
        spark.stop();
    }

    @ParameterizedTest
    @EnumSource
    void weightsShouldBeThoseOfOneProcess(Model model) {
        double[] weights = Train.fit(spark, training, model, ROWS);

        assertThat(weights).containsExactly(OneProcess.fit(model, ROWS, STEPS), within(1e-12));
        // Five standard errors: a row informs by 0.067 at least, the mean of p (1 - p) x² of the logistic model.
        assertThat(weights).containsExactly(Model.TRUE_WEIGHTS, within(5 / Math.sqrt(0.067 * ROWS)));
    }
}
