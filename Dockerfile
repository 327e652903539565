# The three programs in a small image. Build and start it with `docker compose up -d` (docs/operations.md).
# deploy/test-root.sh carries out this file without Docker: what it says is what is tested.

FROM swift:6.3.1-bookworm AS build
# What script/bootstrap names; libssl-dev beside it for builds that take SHA-256 from libcrypto.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates git g++ libc6-dev libsimdjson-dev libsnappy-dev libssl-dev python3 zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The packages of others first: this layer stays as long as the manifest does.
COPY Package.swift ./
RUN swift package resolve
COPY Sources ./Sources
COPY Benchmarks ./Benchmarks
COPY Tests ./Tests
RUN for product in hip3-engine hip3-soak hip3-dod soak-inject; do \
        swift build -c release --static-swift-stdlib -Xlinker -s --product "$product" || exit 1; \
    done

FROM debian:bookworm-slim AS runtime
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates libgcc-s1 libsimdjson14 libsnappy1v5 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 1000 hip3 \
    && useradd --uid 1000 --gid 1000 --home-dir /app --no-create-home --shell /usr/sbin/nologin hip3 \
    && install -d -o 1000 -g 1000 /app /app/data \
    && ln -s data/reports /app/reports
COPY --from=build /src/.build/release/hip3-engine /usr/local/bin/hip3-engine
COPY --from=build /src/.build/release/hip3-soak /usr/local/bin/hip3-soak
COPY --from=build /src/.build/release/hip3-dod /usr/local/bin/hip3-dod
COPY --from=build /src/.build/release/soak-inject /usr/local/bin/soak-inject
COPY deploy/entrypoint.sh /usr/local/bin/hip3-entrypoint
COPY config /app/config
COPY scenarios /app/scenarios
WORKDIR /app
USER 1000:1000
VOLUME /app/data
STOPSIGNAL SIGTERM
# The engine's own word. Before it starts and after the verdict the runner's page says whether all is well.
HEALTHCHECK --interval=30s --timeout=10s --start-period=4m --retries=3 \
    CMD hip3-engine healthcheck || hip3-engine healthcheck --ops 127.0.0.1:9465
ENTRYPOINT ["/usr/local/bin/hip3-entrypoint"]
CMD ["hip3-soak", "run", "--feed", "live", "--duration", "24h", "--config", "config/mainnet.toml", "--reports", "data/reports", "--ops", "127.0.0.1:9465", "--stay", "--name", "first"]
