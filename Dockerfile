# The server with player and pages. Build: docker build -t lockstep .

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY . .
# The image brings Node; the packages that would bring another are left out.
RUN npm ci --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-*
RUN npx tsc -b apps/api/tsconfig.lib.json apps/cli/tsconfig.lib.json \
  && npm run build --workspace libs/player --workspace apps/web
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/@ffmpeg-installer node_modules/.cache \
  && find libs apps -name '*.spec.*' -delete

FROM node:24.21.0-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg tini \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
USER node
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 3000 1935
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "--max-semi-space-size=4", "apps/api/dist/main.js"]
