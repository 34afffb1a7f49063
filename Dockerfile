FROM eclipse-temurin:25-jdk AS build
WORKDIR /build

# The goals of `package` without the tests, whose dependencies are most of the download, and with process-aot, which
# selects the beans; it compiles with the JDK that Maven runs on, so the default `package` omits it.
ENV BUILD="./mvnw -B -ntp -Dspotless.check.skip compile spring-boot:process-aot cyclonedx:makeAggregateBom jar:jar spring-boot:repackage"

# This layer changes only with pom.xml: building one small file downloads all dependencies.
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src/main/java/dev/nabla/package-info.java src/main/java/dev/nabla/
COPY src/main/proto src/main/proto
RUN $BUILD -Dspring-boot.aot.skip && rm -r target

COPY src/main src/main
# For /actuator/info: docker build --build-arg COMMIT=$(git rev-parse HEAD)
ARG COMMIT=
RUN if [ -n "$COMMIT" ]; then echo "git.commit.id=$COMMIT" >src/main/resources/git.properties; fi \
    && $BUILD && mv target/nabla-*.jar nabla.jar && java -Djarmode=tools -jar nabla.jar extract --layers


FROM eclipse-temurin:25-jdk AS runtime
# Options stored in the runtime come first, so that JAVA_TOOL_OPTIONS overrides them.
COPY src/main/container/java.options ./
RUN jlink --output /jre --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-6 \
      --add-modules java.se,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs \
      --add-options="$(paste -sd ' ' java.options)"


FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="nabla" \
      org.opencontainers.image.description="Loss functions and their gradients over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"

ENV JAVA_HOME=/opt/java/openjdk LANG=C.UTF-8
ENV PATH=$JAVA_HOME/bin:$PATH
# Nobody here has to become root.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin nabla \
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} +
COPY --from=runtime /jre $JAVA_HOME

WORKDIR /opt/nabla
COPY --from=build /build/nabla/dependencies/ ./
COPY --from=build /build/nabla/application/ ./

# Cuts the startup time by more than half.
COPY src/main/container/train ./
RUN ./train java && rm train

USER 10001:10001
EXPOSE 8080
# gRPC, with SPRING_GRPC_SERVER_ENABLED=true.
EXPOSE 9090

# In plain bash: the image has no HTTP client, and starting a JVM for each probe would cost more than the service itself.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bash", "-c", "\
    prefix=${SERVER_SERVLET_CONTEXT_PATH:-}; [[ -z ${MANAGEMENT_SERVER_PORT:-} ]] || prefix=; \
    exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} \
    && printf 'GET %s/actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' \"$prefix\" >&3 \
    && read -r status <&3 && [[ $status == *' 200 '* ]]"]

ENTRYPOINT ["java", "-XX:AOTCache=nabla.aot", "-jar", "nabla.jar"]
