import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { temporaryDirectory } from '../../bench/harness/temp-dir.js';
import { FLAGS } from './player-page.js';

type Answer = {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/**
 * Chromium without playwright between: playwright keeps every page visible, and here tabs have to be hidden. Speaks the
 * Chrome DevTools Protocol.
 */
export class BareChromium implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  private constructor(stack: AsyncDisposableStack, socket: WebSocket) {
    this.#stack = stack;
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const answer = JSON.parse(data) as Answer;
      this.#waiting.get(answer.id ?? 0)?.(answer);
      this.#waiting.delete(answer.id ?? 0);
    };
  }

  static async start(): Promise<BareChromium> {
    await using stack = new AsyncDisposableStack();
    const profile = stack.use(await temporaryDirectory());
    const args = ['--headless', ...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile.path}`];
    const child = spawn('/usr/bin/chromium', [...args, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    stack.defer(() => end(child));
    const socket = new WebSocket(await debuggerUrl(child.stderr));
    await once(socket, 'open');
    stack.defer(() => socket.close());
    return new BareChromium(stack.move(), socket);
  }

  /** Opens a tab in front of the others. */
  async open(url: string): Promise<Tab> {
    const { targetId } = await this.#call<{ targetId: string }>('Target.createTarget', { url });
    const { sessionId } = await this.#call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return {
      bringToFront: async () => void (await this.#call('Target.activateTarget', { targetId })),
      evaluate: async (expression) => {
        const parameters = { expression, awaitPromise: true, returnByValue: true };
        const answer = await this.#call<{ result: { value?: unknown } }>(
          'Runtime.evaluate',
          parameters,
          sessionId,
        );
        return answer.result.value;
      },
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  async #call<T>(method: string, params: object, sessionId?: string): Promise<T> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }
}

export type Tab = {
  bringToFront(): Promise<void>;
  /** The value of an expression in the page, as JSON. */
  evaluate(expression: string): Promise<unknown>;
};

/** Goes on reading afterwards: a browser whose words nobody takes comes to a halt. */
function debuggerUrl(words: Readable): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    words.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const url = /ws:\/\/\S+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    words.once('end', () => reject(new Error(`Chromium did not start: ${said}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
