# 1pro/app; with --build-arg APP_VERSION=2.0.0 it is 1pro/app-update, the same service as another release.
ARG NODE_IMAGE=docker.io/library/node:26-trixie-slim

FROM ${NODE_IMAGE} AS bundle
WORKDIR /build
COPY package.json package-lock.json .npmrc tsconfig.json ./
# Without --omit=optional: it would omit the second Node.js, but also the binary of the bundler.
RUN npm ci --ignore-scripts --omit=dev
COPY drills ./drills
COPY messages ./messages
COPY scripts ./scripts
COPY src ./src
RUN node scripts/images/bundle.ts

# Leaves Node.js alone, in one layer: no package manager, no compiler, no program that changes the user.
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
# V8's compile cache depends on the user and the flags: the user and the flags of the service write it.
RUN mkdir compile-cache && chown 1000:1000 compile-cache
USER 1000:1000
RUN ["node", "--max-old-space-size-percentage=50", "--max-semi-space-size=8", "warm-up.cjs"]
# The user of the service cannot change the code of the next start.
USER 0:0
RUN chown -R 0:0 compile-cache && chmod -R a=rX compile-cache
USER 1000:1000
EXPOSE 8080
# Half of the memory for the JavaScript heap, which is below the container's limit: a leak on the heap ends in
# V8's abort, and a leak outside of the heap in the kernel's kill. 8 MiB for young objects, half of the
# default, keep the memory low under load at no CPU. 4 MiB would cost a tenth more CPU with fresh connections.
CMD ["node", "--max-old-space-size-percentage=50", "--max-semi-space-size=8", "app.cjs"]
