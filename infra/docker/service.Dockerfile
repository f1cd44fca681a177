# One file for all services: docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=orders .
# It copies only the files of that service and of common, so that a change in one service rebuilds one image.
FROM node:24-bookworm-slim AS manifests
ARG SERVICE
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY common/package.json common/
COPY ${SERVICE}/package.json ${SERVICE}/

FROM manifests AS packages
ARG SERVICE
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts --workspace common --workspace ${SERVICE}

FROM manifests AS build
ARG SERVICE
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --include-workspace-root --workspace common --workspace ${SERVICE}
COPY tsconfig.base.json ./
COPY common/tsconfig.json common/
COPY common/src common/src
COPY ${SERVICE}/tsconfig.json ${SERVICE}/
COPY ${SERVICE}/src ${SERVICE}/src
RUN npx tsc -b ${SERVICE}

# For `skaffold dev`: files that skaffold writes into src are compiled and used immediately. skaffold replaces the file
# each time, so a watcher would lose it: hence --poll.
FROM build AS dev
ARG SERVICE
RUN chown -R node:node ${SERVICE}/src
USER 1000:1000
WORKDIR /app/${SERVICE}
CMD ["node", "/app/node_modules/ts-node-dev/lib/bin.js", "--respawn", "--poll", "--interval", "400", "--transpile-only", "--exit-child", "src/index.ts"]

FROM node:24-bookworm-slim AS production
ARG SERVICE
ARG REVISION=unknown
LABEL org.opencontainers.image.title="ticketing-${SERVICE}" \
      org.opencontainers.image.description="The ${SERVICE} service of Ticketing" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
COPY --from=packages /app /app
COPY --from=build /app/common/dist /app/common/dist
COPY --from=build /app/${SERVICE}/dist /app/${SERVICE}/dist
USER 1000:1000
WORKDIR /app/${SERVICE}
EXPOSE 3000 3001
CMD ["node", "dist/index.js"]
