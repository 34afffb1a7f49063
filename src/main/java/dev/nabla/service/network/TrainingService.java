package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerStream;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.service.telemetry.ComputationTimer;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** Answers requests to train a network. Stateless: parameters and state are in the request and the answer. */
@Service
public class TrainingService {

    private final Catalogs catalogs;
    private final OptimizerService optimizers;
    private final TrainingFields kinds;
    private final ComputationTimer timer;
    private final Counter steps;

    public TrainingService(NetworkService networks, OptimizerService optimizers, Telemetry telemetry) {
        this.catalogs = networks.catalogs();
        this.optimizers = optimizers;
        this.kinds = new TrainingFields(networks);
        this.timer = telemetry.timer("nabla.trainings", "Time to train a network", "train");
        this.steps = Counter.builder("nabla.training.steps").description("Steps of trainings")
                .register(telemetry.registry());
    }

    /** The metrics that can be computed beside the loss, by name, with their meanings. */
    public static SequencedMap<String, String> metrics() {
        SequencedMap<String, String> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            metrics.put(metric.label(), metric.meaning());
        }
        return metrics;
    }

    /**
     * Trains a network.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public TrainingAnswer train(IncomingRequest request) throws IOException {
        Fields sent = request.read(kinds);
        return timer.record(() -> {
            Training training = new TrainingBinder(catalogs, optimizers, sent).training();
            List<TrainingStep> measured = new ArrayList<>();
            TrainingResult result = catalogs.admission().compute(training.cost(), () -> training.run(step -> {
                steps.increment();
                measured.add(step);
            }));
            return new TrainingAnswer(measured, training.data().metrics().stream().map(Metric::label).toList(), result);
        });
    }

    /**
     * Trains a network. The answer has a part for each step, which is sent as soon as it is computed, and a last one with the
     * parameters.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public AnswerStream trainStepwise(IncomingRequest request) throws IOException {
        Fields sent = request.read(kinds);
        Training training = new TrainingBinder(catalogs, optimizers, sent).training();
        return sink -> {
            try {
                timer.record(() -> stream(training, sink));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
    }

    private TrainingResult stream(Training training, AnswerStream.Sink sink) {
        BlockingQueue<Answer> computed = new LinkedBlockingQueue<>();
        TrainingResult trained = catalogs.admission().compute(training.cost(), () -> {
            TrainingResult result = training.run(step -> {
                steps.increment();
                computed.add(step);
            });
            computed.add(result);
            return result;
        }, most -> send(computed, most, sink));
        sendAll(computed, sink);
        return trained;
    }

    /** Sends what is computed, and waits for it if there is nothing. */
    private static void send(BlockingQueue<Answer> computed, Duration most, AnswerStream.Sink sink)
            throws InterruptedException {
        Answer next = computed.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            List<Answer> ready = new ArrayList<>(List.of(next));
            computed.drainTo(ready);
            send(ready, sink);
        }
    }

    private static void sendAll(BlockingQueue<Answer> computed, AnswerStream.Sink sink) {
        List<Answer> rest = new ArrayList<>();
        computed.drainTo(rest);
        send(rest, sink);
    }

    private static void send(List<Answer> parts, AnswerStream.Sink sink) {
        try {
            for (Answer part : parts) {
                sink.send(part);
            }
            sink.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
