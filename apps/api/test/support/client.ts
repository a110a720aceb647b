import type { Problem } from '@lockstep/contracts';

export type Reply<T = unknown> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
};

const NEXT_LINK = /^<([^>]+)>; rel="next"$/;

/** Speaks to the REST API over the network, as somebody with this token, or as a browser with these headers. */
export class Client {
  constructor(
    readonly web: string,
    readonly token?: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  as(token: string | undefined): Client {
    return new Client(this.web, token);
  }

  /** A page of the server in a browser with these cookies. */
  inBrowser(cookie: string): Client {
    return new Client(this.web, undefined, { Cookie: cookie, Origin: this.web });
  }

  async call<T = Problem>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.web}${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(this.token !== undefined && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? parsed(text) : undefined) as T,
    };
  }

  /** The body of an answer that must be good. */
  async get<T>(path: string): Promise<T> {
    return this.#good<T>('GET', path);
  }
  /** Every item of a list that is paged. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { status, headers, body }: Reply<T[]> = await this.call<T[]>('GET', next);
      if (status >= 300) throw new Error(`GET ${next}: ${String(status)} ${JSON.stringify(body)}`);
      items.push(...body);
      next = NEXT_LINK.exec(headers.get('link') ?? '')?.[1];
    }
    return items;
  }
  async post<T>(path: string, body?: unknown): Promise<T> {
    return this.#good<T>('POST', path, body ?? {});
  }
  async put<T>(path: string, body: unknown): Promise<T> {
    return this.#good<T>('PUT', path, body);
  }

  async #good<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await this.call<T>(method, path, body);
    if (reply.status < 300) return reply.body;
    throw new Error(`${method} ${path}: ${String(reply.status)} ${JSON.stringify(reply.body)}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
