import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { FfmpegMissing, findFfmpeg } from '@lockstep/media';
import { AppModule } from './app.module.js';
import { Invitations } from './accounts/links/invitations.js';
import { TokensService } from './accounts/tokens.service.js';
import { SOCKET_PATH } from './classroom/classroom.gateway.js';
import { SharedSockets } from './classroom/shared-sockets.js';
import { Readiness } from './config/readiness.js';
import { ServerAddresses } from './config/server-addresses.js';
import type { Settings } from './config/settings.js';
import { StartupError } from './config/startup-error.js';
import { StderrLogger } from './config/stderr-logger.js';
import { DataFolder } from './database/data-folder.js';
import { DatabaseEngine } from './database/database-engine.js';
import { entities } from './entities.js';
import { DemoSeed } from './demo/demo-seed.js';
import { ShippedClass, type Preparing } from './demo/shipped-class.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { ValidationPipe } from './errors/validation.pipe.js';
import { JsonBody } from './http/json-body.interceptor.js';
import { countFailures } from './limits/count-failures.js';
import { Limits } from './limits/limits.js';
import { serveOpenApi } from './openapi/openapi.js';
import { PageInterceptor } from './paging/page.interceptor.js';
import { RedisLine } from './redis/redis-line.js';
import { OwnerGate } from './passing/owner-gate.js';
import { SessionsService } from './sessions/sessions.service.js';
import { ContentFiles } from './storage/content-files.js';
import { FlvEndpoint } from './streaming/flv-endpoint.js';
import { MediaGate } from './streaming/media-gate.js';
import { Restreaming } from './restreams/restreaming.js';
import { Ladders } from './streaming/ladders.js';
import { PackagedEndpoint } from './streaming/packaged-endpoint.js';
import { WhepEndpoint } from './streaming/whep-endpoint.js';
import { LateJudging } from './virtual-teacher/judging/late-judging.js';
import { installationOf, requireSameRedis } from './leases/installation.js';
import { SessionLeases } from './leases/session-leases.js';
import { LiveSessions } from './live-sessions/live-sessions.service.js';
import { Retention } from './deletion/retention.js';
import { Archiving } from './recordings/archiving.js';
import { Finishing } from './recordings/finishing.js';
import { Recorders } from './recordings/recorders.js';
import { RtmpService } from './streaming/rtmp.service.js';
import { SrtService } from './streaming/srt.service.js';
import { Housekeeping } from './virtual-teacher/compiling/housekeeping.js';
import { CompileQueue } from './virtual-teacher/compiling/compile-queue.js';
import { Dispatcher } from './webhooks/dispatcher.js';
import { WebhookEvents } from './webhooks/webhook-events.js';
import { serveWeb } from './web/web-pages.js';
import { LoopbackMetrics } from './metrics/loopback-metrics.js';
import { limitBodies } from './http/body-deadline.js';
import { isImport } from './recordings/imports/recording-imports.js';

/** Secrets that exist in clear only now: shown once. */
export type FirstSecrets = {
  readonly token: string | undefined;
  readonly streamKey: string | undefined;
  /** Address at which the first admin makes their account; undefined where there is one, and later. */
  readonly adminLink: string | undefined;
};

/** Said at every start: a killed process is not a power cut. */
const UNSYNCED =
  'The embedded database does not wait for the disk: a power cut may cost the last changes or all of it. DATABASE_FSYNC=true makes it wait; PostgreSQL always does.';

/** The whole server: what starts in order, and stops in the reverse of it. */
export class Application implements AsyncDisposable {
  private constructor(
    readonly nest: NestExpressApplication,
    readonly secrets: FirstSecrets,
    /** The first lesson, while it is still to be compiled. */
    readonly preparing: Preparing | undefined,
    private readonly resources: AsyncDisposableStack,
  ) {}

  /** Resolves when everything listens and what was live goes on. @throws StartupError; then nothing is left running */
  static async start(
    settings: Settings,
    options: { readonly newToken?: boolean } = {},
  ): Promise<Application> {
    await using starting = new AsyncDisposableStack();
    await requireFfmpeg(settings);
    starting.use(await DataFolder.open(settings.get('DATA_DIR')));
    const redis = await openRedis(settings, starting);
    const database = starting.use(await DatabaseEngine.open(settings, entities));
    if (redis) await requireSameRedis(database.dataSource, redis.runId);
    const nest = await NestFactory.create<NestExpressApplication>(
      AppModule.of(settings, database.dataSource, redis),
      {
        logger: new StderrLogger(() => settings.get('LOG_LEVEL')),
        abortOnError: false,
        forceCloseConnections: true,
        bodyParser: false, // JsonBody reads what a route takes, once its guard has let the caller in
      },
    );
    starting.defer(() => nest.close());
    if (database.kind === 'embedded' && !settings.get('DATABASE_FSYNC')) new Logger('Database').log(UNSYNCED);
    configure(nest, settings);
    if (redis)
      nest.useWebSocketAdapter(new SharedSockets(nest, redis, await installationOf(database.dataSource)));
    await nest.init();
    const rtmp = nest.get(RtmpService);
    starting.defer(() => stopMedia(nest));
    await rtmp.start();
    await nest.get(SrtService).start();
    await listen(nest, settings);
    await nest.get(Housekeeping).tidy();
    const secrets = await seed(nest, options.newToken ?? false);
    await nest.get(CompileQueue).start();
    const preparing = await nest.get(ShippedClass).prepare();
    nest.get(Readiness).reach();
    return new Application(nest, secrets, preparing, starting.move());
  }

  hasSession(id: string): Promise<boolean> {
    return this.nest.get(SessionsService).exists(id);
  }

  get addresses(): ServerAddresses {
    return this.nest.get(ServerAddresses);
  }

  /** Streams end cleanly, processes and ports are gone, what is live on record goes on at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.resources.disposeAsync();
  }
}

function configure(nest: NestExpressApplication, settings: Settings): void {
  nest.set('trust proxy', settings.get('TRUST_PROXY'));
  nest.disable('x-powered-by');
  // without `credentials`: pages elsewhere send a token in a header, and never somebody's cookie
  nest.enableCors({ origin: '*', exposedHeaders: ['Link', 'Retry-After'] });
  const { reached } = nest.get(Readiness);
  nest.use((_: unknown, __: unknown, next: () => void) => void reached.then(() => next()));
  nest.use(nest.get(OwnerGate).middleware);
  nest.use(nest.get(MediaGate).middleware);
  nest.use(nest.get(FlvEndpoint).middleware);
  nest.use(nest.get(WhepEndpoint).middleware);
  nest.use(nest.get(PackagedEndpoint).middleware);
  nest.use(nest.get(LoopbackMetrics).middleware);
  nest.use(noSniffing);
  nest.use(countFailures(nest.get(Limits)));
  nest.useGlobalInterceptors(new JsonBody(nest.get(Reflector)));
  nest.useGlobalPipes(new ValidationPipe());
  nest.useGlobalInterceptors(new PageInterceptor());
  nest.useGlobalFilters(new ProblemFilter());
  serveOpenApi(nest);
  serveWeb(nest.getHttpAdapter().getInstance());
}

const noSniffing = (
  _: unknown,
  response: { setHeader(name: string, value: string): void },
  next: () => void,
) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};

/** @throws StartupError where it does not answer, or where there is nothing to share */
async function openRedis(settings: Settings, starting: AsyncDisposableStack): Promise<RedisLine | undefined> {
  const url = settings.get('REDIS_URL');
  if (url === undefined) return undefined;
  if (!settings.isShared)
    throw new StartupError(
      'REDIS_URL is set and DATABASE_URL is not: several processes share a PostgreSQL; set DATABASE_URL, or leave REDIS_URL out.',
    );
  return starting.use(await RedisLine.open(url));
}

async function listen(nest: NestExpressApplication, settings: Settings): Promise<void> {
  const server: Server = nest.getHttpServer();
  boundConnections(server);
  const [host, port] = [settings.get('HOST'), settings.get('PORT')];
  try {
    await once(server.listen(port, host), 'listening'); // Nest's own way would also log the error
    server.on('error', (error) => new Logger('HTTP').error(error)); // out of file handles, for a while
  } catch (cause) {
    throw StartupError.ofPort('PORT', host, port, cause);
  }
  const isSocket = (path: string) => path.startsWith(SOCKET_PATH);
  nest.get(FlvEndpoint).attach(server, isSocket, nest.get(OwnerGate).takeUpgrade);
  nest.get(ServerAddresses).listening({ http: (server.address() as AddressInfo).port });
}

/** What a single client, or many slow ones, can hold open. */
function boundConnections(server: Server): void {
  server.maxConnections = 16_384; // three times the viewers that one core carries
  server.headersTimeout = 15_000;
  // the largest upload of slides over a slow line; JSON has 10 s of its own, and recordings come as long as they come
  limitBodies(server, 300_000, isImport);
}

async function seed(nest: NestExpressApplication, newToken: boolean): Promise<FirstSecrets> {
  const tokens = nest.get(TokensService);
  nest.get(SessionLeases).begin();
  await nest.get(LiveSessions).restore();
  await nest.get(Finishing).resume();
  await nest.get(Archiving).resume();
  await nest.get(ContentFiles).resume();
  nest.get(LateJudging).begin();
  nest.get(Retention).start();
  await nest.get(Dispatcher).resume();
  const streamKey = await nest.get(DemoSeed).plant();
  const isFirst = (await tokens.count()) === 0;
  if (!isFirst && !newToken) return { token: undefined, streamKey, adminLink: undefined };
  const { token } = await tokens.create({ name: isFirst ? 'first' : 'new', role: 'admin' });
  return { token, streamKey, adminLink: await nest.get(Invitations).firstAdmin() };
}

/** Viewers get their clean end before connections are cut. */
async function stopMedia(nest: NestExpressApplication): Promise<void> {
  await nest.get(LiveSessions).close();
  await nest.get(Recorders)[Symbol.asyncDispose]();
  await nest.get(Restreaming)[Symbol.asyncDispose]();
  await nest.get(Ladders)[Symbol.asyncDispose]();
  await nest.get(Retention)[Symbol.asyncDispose]();
  await nest.get(Finishing)[Symbol.asyncDispose]();
  await nest.get(Archiving)[Symbol.asyncDispose]();
  await nest.get(ContentFiles)[Symbol.asyncDispose]();
  await nest.get(FlvEndpoint).stop();
  await nest.get(WhepEndpoint).stop();
  await nest.get(PackagedEndpoint).stop();
  await nest.get(RtmpService).stop();
  await nest.get(SrtService).stop();
  await nest.get(WebhookEvents)[Symbol.asyncDispose]();
  await nest.get(Dispatcher)[Symbol.asyncDispose]();
}

async function requireFfmpeg(settings: Settings): Promise<void> {
  try {
    await findFfmpeg({ path: settings.get('FFMPEG_PATH') });
  } catch (error) {
    if (error instanceof FfmpegMissing) throw new StartupError(error.message, { cause: error });
    throw error;
  }
}
