# 1pro/app, and with --build-arg APP_VERSION=2.0.0 1pro/app-update: the same service, visibly another release.
ARG NODE_IMAGE=docker.io/library/node:26-trixie-slim

FROM ${NODE_IMAGE} AS bundle
WORKDIR /build
COPY package.json package-lock.json .npmrc tsconfig.json ./
# Not --omit=optional, which would leave out the second Node.js, and the bundler's own binary too.
RUN npm ci --ignore-scripts --omit=dev
COPY drills ./drills
COPY messages ./messages
COPY scripts ./scripts
COPY src ./src
RUN node scripts/images/bundle.ts

# Nothing here installs packages, compiles or becomes another user: Node.js alone is left, in one layer.
FROM ${NODE_IMAGE} AS node
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/np[mx] /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
      /usr/local/include /usr/local/share /usr/local/*.md /usr/share/doc /usr/share/man /var/lib/apt/lists /var/cache && \
    find / -xdev -perm /6000 -type f -exec chmod a-s {} +

FROM scratch
COPY --from=node / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ARG APP_VERSION=1.0.0
LABEL org.opencontainers.image.title="app-1-2-2-1" \
      org.opencontainers.image.description="The service to point Kubernetes at" \
      org.opencontainers.image.version="${APP_VERSION}" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=bundle /build/dist ./
ENV NODE_ENV=production \
    APP_VERSION=${APP_VERSION} \
    NODE_COMPILE_CACHE=/app/compile-cache
# V8's compile cache is keyed by user and flags: it is written by the user and with the command that will read
# it.
RUN mkdir compile-cache && chown 1000:1000 compile-cache
USER 1000:1000
RUN ["node", "--max-old-space-size-percentage=50", "--max-semi-space-size=8", "warm-up.cjs"]
# Nobody who gets to be that user writes what the next start runs.
USER 0:0
RUN chown -R 0:0 compile-cache && chmod -R a=rX compile-cache
USER 1000:1000
EXPOSE 8080
# Half of the memory for the JavaScript heap: below the container's limit, so that a leak on the heap ends in
# V8's own abort and a leak beside it in the kernel's kill. Young objects live in 8 MiB: half of the default
# holds memory down under load at no CPU; a quarter costs a tenth more with fresh connections.
CMD ["node", "--max-old-space-size-percentage=50", "--max-semi-space-size=8", "app.cjs"]
