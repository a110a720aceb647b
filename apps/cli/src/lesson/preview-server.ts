import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { InputError } from '../errors.js';

/** The server beside this command, in a checkout and in an installation alike. */
const SERVER = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url));
/** Ends what is under way; a lesson that is compiled stops between two pictures. */
const PATIENCE_MS = 10_000;

type Links = { readonly home: string; readonly token: string | null };

/** A server of its own with a data folder that is gone afterwards, reachable from this machine alone. */
export class PreviewServer implements AsyncDisposable {
  readonly #resources: AsyncDisposableStack;

  private constructor(
    readonly origin: string,
    readonly token: string,
    /** Resolves when the server has ended, for any reason. */
    readonly ended: Promise<void>,
    resources: AsyncDisposableStack,
  ) {
    this.#resources = resources;
  }

  /** @throws InputError when it cannot be started */
  static async start(signal: AbortSignal): Promise<PreviewServer> {
    if (!existsSync(SERVER))
      throw new InputError(`${SERVER}: is not built; run npm run -s lesson, which builds it`);
    await using resources = new AsyncDisposableStack();
    const data = await mkdtemp(join(tmpdir(), 'lockstep-preview-'));
    resources.defer(() => rm(data, { recursive: true, force: true }));
    const settings = { PORT: '0', RTMP_PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, DEMO: 'false' };
    const env = {
      ...process.env,
      DATABASE_URL: '',
      REDIS_URL: '',
      PUBLIC_URL: '',
      LOG_LEVEL: 'warn',
      ...settings,
    };
    const child = spawn(process.execPath, [SERVER, '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    resources.defer(async () => {
      const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(force);
    });
    const { home, token } = await linksOf(createInterface(child.stdout), ended, signal);
    if (token === null) throw new InputError('The server gave no token for the preview.');
    return new PreviewServer(new URL(home).origin, token, ended, resources.move());
  }

  /** @throws InputError with what the server said, when it refuses */
  async ask(method: string, path: string, body?: FormData | object): Promise<unknown> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok)
      throw new InputError(`The preview's server refused ${method} ${path}: ${text.slice(0, 500)}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/** The line of JSON that says where the server is. */
async function linksOf(
  lines: AsyncIterable<string> & { close(): void },
  ended: Promise<void>,
  signal: AbortSignal,
): Promise<Links> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    void ended.then(() => reject(new InputError('The server for the preview ended before it was ready.')));
  });
  const read = async (): Promise<Links> => {
    for await (const line of lines) {
      if (line.startsWith('{')) return JSON.parse(line) as Links;
    }
    return stopped;
  };
  return Promise.race([read(), stopped]);
}
