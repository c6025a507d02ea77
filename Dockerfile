# The desk on Node 24, with what it runs on and nothing that it is built with. See docs/deploy.md.
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS build
WORKDIR /desk
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --ignore-scripts
COPY prisma.config.ts ./
COPY prisma prisma
COPY scripts scripts
COPY src src
# The database client, and the pages of the tab.
RUN node scripts/run.mjs db:generate && node scripts/build-tab.mjs

FROM ${NODE} AS production
WORKDIR /desk
COPY package.json package-lock.json .npmrc ./
# What is optional is Node itself, for machines with an older one.
RUN npm install --no-save --ignore-scripts --omit=dev --omit=optional

FROM ${NODE}
ENV NODE_ENV=production PORT=3978 DATA_DIR=/data
WORKDIR /desk
COPY package.json ./
COPY prisma prisma
COPY scripts scripts
COPY --from=production /desk/node_modules node_modules
COPY --from=build /desk/src src
COPY --from=build /desk/build build
# Nobody may write here: with PostgreSQL the desk needs no file of its own.
USER node
EXPOSE 3978
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=4", "src/main.ts"]
