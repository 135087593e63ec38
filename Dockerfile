# Sluice with every role; the verb is the container's command: docker run sluice demo
# Any base with a JRE 17 or newer, glibc (RocksDB's and zstd's native code needs it), sh and bash.
ARG BASE=eclipse-temurin:17-jre
ARG BUILD=maven:3-eclipse-temurin-17

FROM ${BUILD} AS build
# Puts sluice-cli.jar and lib into cli/target. PACKAGE=true takes what a build outside has put there.
ARG PACKAGE="mvn -B -ntp -q -pl cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true package"
WORKDIR /src
COPY . .
# What is left of this stage is found by it: deploy/local-images.
LABEL org.opencontainers.image.title="Sluice"
RUN ${PACKAGE} \
    && mkdir -p /dist/lib \
    && cp sluice LICENSE deploy/healthy /dist/ \
    && cp cli/target/sluice-cli.jar /dist/ \
    && cp cli/target/lib/*.jar /dist/lib/

FROM ${BASE}
LABEL org.opencontainers.image.title="Sluice" \
    org.opencontainers.image.description="Calls rate-limited HTTP APIs on behalf of programs, over Kafka" \
    org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 sluice \
    && useradd --uid 10001 --gid sluice --home-dir /var/lib/sluice --create-home --shell /usr/sbin/nologin sluice \
    && ln -s /opt/sluice/sluice /usr/local/bin/sluice
COPY --from=build /dist /opt/sluice
# Starts faster with classes as its JVM wants them, and as well without, where the demo cannot run here.
RUN sluice --archive-classes
# Data lies in /var/lib/sluice, of a role in /var/lib/sluice/ROLE. The heap may take half of the container's memory: the
# other half is for RocksDB, buffers of the network and the JVM itself.
ENV XDG_DATA_HOME=/var/lib \
    SLUICE_ADMIN_PORT=9464 \
    SLUICE_JAVA_OPTIONS=-XX:MaxRAMPercentage=50
USER sluice
WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/sluice/healthy"]
ENTRYPOINT ["/opt/sluice/sluice"]
CMD ["--help"]
