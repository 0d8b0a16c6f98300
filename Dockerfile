# germane alone, in an image of its own size:
#   docker build -t germane .
#   docker run --rm -v "$PWD:/work:ro" germane check .
FROM rust:1.96-alpine3.22 AS build
RUN apk add --no-cache musl-dev=~1.2
WORKDIR /src
COPY . .
RUN cargo build --locked --profile dist

FROM scratch
COPY --from=build /src/target/dist/germane /germane
WORKDIR /work
USER 65534:65534
ENTRYPOINT ["/germane"]
CMD ["--help"]
