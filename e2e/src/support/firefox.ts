import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../bench/harness/temp-dir.js';
import { endGroup, saidAddress } from './browser-process.js';

type Answer = {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
};

/** What a user of a test has set: sound needs no gesture, and nothing is fetched from elsewhere. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'intl.accept_languages': 'en-US',
};

/** Firefox, without a window, by WebDriver BiDi, which it speaks itself. */
export class Firefox implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #context = '';

  private constructor(stack: AsyncDisposableStack, socket: WebSocket) {
    this.#stack = stack;
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const answer = JSON.parse(data) as Answer;
      this.#waiting.get(answer.id ?? 0)?.(answer);
      this.#waiting.delete(answer.id ?? 0);
    };
  }

  static async start(): Promise<Firefox> {
    await using stack = new AsyncDisposableStack();
    const profile = stack.use(await temporaryDirectory());
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(profile.path, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile.path];
    const child = spawn(process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      // It keeps what it needs between its starts in the home directory otherwise.
      env: { ...process.env, HOME: profile.path, MOZ_CRASHREPORTER_DISABLE: '1' },
    });
    stack.defer(() => endGroup(child));
    const socket = new WebSocket(`${await saidAddress(child.stderr)}/session`);
    await once(socket, 'open');
    stack.defer(() => socket.close());
    const firefox = new Firefox(stack.move(), socket);
    await firefox.#call('session.new', { capabilities: {} });
    const { contexts } = await firefox.#call<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      {},
    );
    firefox.#context = contexts[0]?.context ?? '';
    return firefox;
  }

  async goto(url: string): Promise<void> {
    await this.#call('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#call('input.performActions', {
      context: this.#context,
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  /** The value of an expression in the page, or what it resolves to, as JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.#call<{
      result: { value?: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value ?? 'null') as T;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  async #call<T>(method: string, params: object): Promise<T> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error} ${message ?? ''}`);
    return result as T;
  }
}
