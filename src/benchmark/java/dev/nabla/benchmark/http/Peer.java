package dev.nabla.benchmark.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service, and what a user would pick instead: how each is started, and where it answers. */
enum Peer {

    /** As it is packaged in its image. */
    NABLA("Nabla", Path.of("target", "nabla")),

    /** An earlier commit of it, if one has been built. */
    BEFORE("Nabla before", Path.of("target", "before", "target", "nabla")) {

        @Override
        boolean isInstalled() {
            return Files.isDirectory(directory);
        }
    },

    SPRING("plain Spring", Path.of("target", "plain-spring")) {

        @Override
        List<String> command(int port) {
            return List.of(JAVA, "-jar", "plain-spring.jar", "--server.port=" + port);
        }

        @Override
        String path(SampleRequest request) {
            return "/" + request.loss() + "/" + request.dtype();
        }
    },

    /** What gRPC takes by itself. */
    GRPC_ECHO("plain gRPC", Path.of(".")) {

        @Override
        List<String> command(int port) {
            return List.of(JAVA, "-cp", "target/test-classes:target/nabla/nabla.jar:target/nabla/lib/*",
                    GrpcEcho.class.getName(), Integer.toString(port));
        }

        @Override
        String path(SampleRequest request) {
            return "/";
        }

        @Override
        boolean computes() {
            return false;
        }
    },

    /** A process a core. */
    STARLETTE("Starlette", Path.of("src", "benchmark", "python")) {

        @Override
        List<String> command(int port) {
            return List.of(PYTHON, "-B", "peer.py", Integer.toString(port), Integer.toString(CpuAffinity.COUNT));
        }

        @Override
        String path(SampleRequest request) {
            return "/" + request.loss();
        }

        @Override
        boolean isInstalled() throws IOException {
            return Files.isExecutable(Path.of(PYTHON)) && Commands.succeeds(PYTHON, "-c",
                    "import torch, numpy, starlette, uvicorn, uvloop, httptools, ujson");
        }
    };

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String PYTHON = "/usr/bin/python3";

    final String label;
    final Path directory;

    Peer(String label, Path directory) {
        this.label = label;
        this.directory = directory;
    }

    /** The command line, in the directory. */
    List<String> command(int port) {
        return List.of(JAVA, "@java.options", "-XX:AOTCache=nabla.aot", "-jar", "nabla.jar", "--server.port=" + port);
    }

    /** The path of the request. */
    String path(SampleRequest request) {
        return "/v1/losses/" + request.loss();
    }

    boolean isInstalled() throws IOException {
        return true;
    }

    /** Whether it computes losses, rather than echo. */
    boolean computes() {
        return true;
    }

    /** Those that compute losses, and can be started here. */
    static List<Peer> installed() throws IOException {
        List<Peer> installed = new ArrayList<>();
        for (Peer peer : values()) {
            if (peer.computes() && peer.isInstalled()) {
                installed.add(peer);
            }
        }
        return installed;
    }

    /** What cannot be compared here, and how it could. */
    static Optional<String> complaint() throws IOException {
        return STARLETTE.isInstalled()
                ? Optional.empty()
                : Optional.of("Starlette is not compared: apt install python3-torch python3-numpy python3-starlette"
                        + " python3-uvicorn python3-uvloop python3-httptools python3-ujson");
    }
}
