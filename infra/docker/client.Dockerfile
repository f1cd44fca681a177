FROM node:24-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY common/package.json common/
COPY client/package.json client/
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --include-workspace-root --workspace common --workspace client
COPY tsconfig.base.json ./
COPY common/tsconfig.json common/
COPY common/src common/src
RUN npx tsc -b common
COPY client client
COPY docs docs

# For `skaffold dev`: `next dev` compiles the files that skaffold writes into src.
FROM build AS dev
RUN mkdir -p client/.next && chown -R node:node client
USER 1000:1000
WORKDIR /app/client
ENV HOSTNAME=0.0.0.0
EXPOSE 3000 3001
CMD ["node", "/app/node_modules/next/dist/bin/next", "dev"]

FROM build AS built
RUN npm run build --workspace client

FROM node:24-bookworm-slim AS production
ARG REVISION=unknown
LABEL org.opencontainers.image.title="ticketing-client" \
      org.opencontainers.image.description="The web shop of Ticketing" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=built /app/client/.next/standalone /app
USER 1000:1000
WORKDIR /app/client
EXPOSE 3000 3001
CMD ["node", "server.js"]
