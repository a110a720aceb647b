import type { Problem } from '@lockstep/contracts';
import { onTestFinished, vi } from 'vitest';

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly body: unknown;
};
type Answer = (asked: Asked) => Response | Promise<Response>;

const isReply = (body: unknown): body is (asked: Asked) => unknown => typeof body === 'function';

/** The server as pages meet it through `fetch`: what it answers is set by each test, what it was asked is on record. */
export class FakeServer {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();
  #isAway = false;

  /** In place of `fetch` until the test has ended. */
  static start(): FakeServer {
    const server = new FakeServer();
    vi.stubGlobal('fetch', (input: string, init?: RequestInit) => server.#take(input, init));
    onTestFinished(() => void vi.unstubAllGlobals());
    return server;
  }

  /** `call` is a method and a path, such as `GET /api/sessions`; a body may be a function of what was asked. */
  answers(call: string, body: unknown): this {
    return this.#set(call, (asked) => Response.json(isReply(body) ? body(asked) : body));
  }

  refuses(call: string, problem: Pick<Problem, 'status' | 'code' | 'detail'> & Partial<Problem>): this {
    const body = { type: 'about:blank', title: 'Refused', ...problem };
    const headers = { 'content-type': 'application/problem+json' };
    return this.#set(call, () => new Response(JSON.stringify(body), { status: problem.status, headers }));
  }

  /** No answer comes at all. */
  goesAway(): void {
    this.#isAway = true;
  }

  comesBack(): void {
    this.#isAway = false;
  }

  calls(call: string): Asked[] {
    return this.asked.filter(({ method, path }) => `${method} ${path}` === call);
  }

  #set(call: string, answer: Answer): this {
    this.#answers.set(call, answer);
    return this;
  }

  async #take(input: string, init: RequestInit = {}): Promise<Response> {
    const [path = ''] = input.split('?');
    const headers = new Headers(init.headers);
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : init.body;
    const asked = { method: init.method ?? 'GET', path, token: headers.get('authorization'), body };
    this.asked.push(asked);
    if (this.#isAway) throw new TypeError('fetch failed');
    const answer = this.#answers.get(`${asked.method} ${path}`);
    if (!answer) throw new Error(`the test says nothing about ${asked.method} ${path}`);
    return answer(asked);
  }
}
