import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { StartupError } from '../config/startup-error.js';

const PATIENCE_MS = 5000;
const RETRY_MS = 500;

/**
 * The line to the Redis that processes of one installation share. Nothing is kept there: when it breaks, each process goes on with its
 * own sockets, and what was to be told is told when it is back.
 */
export class RedisLine implements Disposable {
  readonly #logger = new Logger('Redis');
  readonly #returns = new Set<() => void>();
  #isAway = false;

  private constructor(
    readonly client: Redis,
    /** Names this life of the Redis server. */
    readonly runId: string,
  ) {
    client.on('ready', () => {
      if (!this.#isAway) return;
      this.#isAway = false;
      this.#logger.log('Redis is back.');
      for (const listener of this.#returns) listener();
    });
    client.on('close', () => {
      if (this.#isAway) return;
      this.#isAway = true;
      this.#logger.error('Redis is away: messages reach the pages of this process alone until it is back.');
    });
  }

  /** @throws StartupError where it does not answer */
  static async open(url: string): Promise<RedisLine> {
    const client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: PATIENCE_MS,
      maxRetriesPerRequest: null,
      retryStrategy: () => RETRY_MS,
    });
    let lastError: unknown;
    client.on('error', (error: unknown) => (lastError = error)); // its close follows
    try {
      await within(client.connect(), PATIENCE_MS);
      const info = await within(client.info('server'), PATIENCE_MS);
      return new RedisLine(client, /^run_id:(\w+)/m.exec(info)?.[1] ?? '');
    } catch (error) {
      client.disconnect();
      const cause = lastError ?? error;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `The Redis server ${new URL(url).host} cannot be reached (${reason}); start it, or correct REDIS_URL.`;
      throw new StartupError(message, { cause });
    }
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  /** Calls back each time that it can be reached again: what was told meanwhile may not have arrived. */
  onBack(listener: () => void): void {
    this.#returns.add(listener);
  }

  [Symbol.dispose](): void {
    this.#isAway = true; // wanted
    this.client.disconnect();
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
