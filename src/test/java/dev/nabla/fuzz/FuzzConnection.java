package dev.nabla.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection to the service, which is opened again when it was closed, and what must hold on it. */
final class FuzzConnection implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final String PROBED = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}";

    private final InetSocketAddress address;
    private final Report report;
    private @Nullable Socket socket;
    private @Nullable AnswerReader answers;

    FuzzConnection(int port, Report report) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.report = report;
    }

    /** Sends what there is to send, reads what is answered, and reports what it breaks. */
    List<String> exchange(Exchange exchange, boolean isProbed) {
        List<String> broken = new ArrayList<>();
        long start = System.nanoTime();
        try {
            AnswerReader in = open();
            boolean isSent = send(exchange);
            if (exchange.isFramed()) {
                readFramed(exchange, in, broken);
            } else {
                readAll(exchange, in, isSent, broken);
            }
            if (isProbed && socket != null) {
                probe(in, broken);
            }
        } catch (IOException e) {
            broken.add(e.toString());
            close();
        }
        report.time(System.nanoTime() - start);
        return broken;
    }

    private AnswerReader open() throws IOException {
        if (socket != null && answers != null) {
            return answers;
        }
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) LONGEST_WAIT.toMillis());
        socket.connect(address);
        answers = new AnswerReader(socket.getInputStream());
        return answers;
    }

    /** Whether all was taken. The service may answer and close before. */
    private boolean send(Exchange exchange) {
        try {
            Socket to = Objects.requireNonNull(socket);
            OutputStream out = to.getOutputStream();
            out.write(exchange.bytes());
            if (!exchange.isFramed()) {
                to.shutdownOutput();
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void readFramed(Exchange exchange, AnswerReader in, List<String> broken) throws IOException {
        for (String method : exchange.methods()) {
            HttpAnswer answer = in.read(method);
            if (answer == null) {
                broken.add("no answer");
                close();
                return;
            }
            check(answer, method, exchange, broken);
            if (answer.isLast()) {
                close();
                return;
            }
        }
    }

    private void readAll(Exchange exchange, AnswerReader in, boolean isSent, List<String> broken) throws IOException {
        int count = 0;
        try {
            for (HttpAnswer answer = in.read("GET"); answer != null; answer = in.read("GET")) {
                count++;
                check(answer, "GET", exchange, broken);
            }
        } catch (SocketException e) {
            if (count == 0 && isSent) {
                throw e;
            }
        } finally {
            close();
        }
        if (count == 0 && exchange.isAnswerable()) {
            broken.add("no answer");
        } else if (count == 0) {
            report.unanswered();
        }
    }

    private void check(HttpAnswer answer, String method, Exchange exchange, List<String> broken) {
        report.status(answer.status());
        broken.addAll(Rules.broken(answer, !method.equals("HEAD"), exchange.bytes().length));
    }

    /** Whether the connection is still in step. */
    private void probe(AnswerReader in, List<String> broken) throws IOException {
        send(ExchangeMaker.probe());
        HttpAnswer answer = in.read("POST");
        if (answer == null) {
            broken.add("closed a connection that was to be kept");
            close();
        } else if (!answer.text().equals(PROBED) && answer.status() != 503) {
            broken.add("the next request is answered " + answer.status() + " " + answer.text());
            close();
        } else if (answer.isLast()) {
            close();
        }
    }

    @Override
    public void close() {
        try (Socket _ = socket) {
            socket = null;
            answers = null;
        } catch (IOException _) {
            // nothing is expected of it any more
        }
    }
}
