# The services and the sandbox in one image; the command says which. glibc is needed: ONNX Runtime has no musl build.
FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/repository \
    mvn -B -ntp -Dmaven.repo.local=/repository -pl quickstart -am -Dmaven.test.skip=true -Denforcer.skip -Dspotless.check.skip -Djacoco.skip package

FROM eclipse-temurin:17.0.15_6-jre-noble
RUN useradd --system --uid 10001 --home-dir /data sidestep && mkdir -p /data && chown sidestep /data
COPY --from=build /src/quickstart/target/app /app
USER 10001
WORKDIR /data
VOLUME /data
ENV OMP_NUM_THREADS=1
# natives are unpacked to java.io.tmpdir, which must allow to execute
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60", "-XX:-UsePerfData", "-Djava.awt.headless=true", "-jar", "/app/sidestep.jar"]
CMD ["--help"]
