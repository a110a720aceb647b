import type { Problem } from '@lockstep/contracts';
import { type Caller, tokenOf } from './caller.js';

/** The server said no: `problem.code` is for programs, `message` (its detail) for people. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  /** What is wrong with one field of the request, if anything. */
  field(name: string): string | undefined {
    return this.problem.errors?.find((error) => error.field === name)?.message;
  }
}

/** No answer came: the server or the way to it is gone. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Whose token goes with it; nobody's when it is left out. */
  readonly as?: Caller;
  /** Sent as JSON, or as it is when it is a form or a file. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whether it goes out though the page is being left. */
  readonly keepalive?: boolean;
};

/**
 * Calls the server that the page came from. @throws RefusedError, {@link UnreachableError}, or the
 * signal's own AbortError.
 */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await request(path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Address of the page behind this one. RFC 8288. */
export const nextPage = (response: Response): string | undefined =>
  /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];

/** A whole list: the server gives it in pages, and names the next one in the header Link (RFC 8288). */
export async function callAll<T>(path: string, options: Call = {}): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await request(next, options);
    items.push(...((await response.json()) as T[]));
    next = nextPage(response);
  }
  return items;
}

/** The same for answers that are no JSON: the body is left to be read. */
export async function request(
  path: string,
  { method = 'GET', as = 'anyone', body, signal, headers: more, keepalive = false }: Call = {},
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json', ...more });
  const token = tokenOf(as);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  // A form brings its boundary, a file its type.
  const asItIs = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !asItIs) headers.set('content-type', 'application/json');
  const payload = asItIs ? body : body === undefined ? null : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: payload, signal: signal ?? null, keepalive });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new UnreachableError(`no answer from ${path}`, { cause });
  }
  if (!response.ok) throw new RefusedError(await readProblem(response));
  return response;
}

/** A proxy in between may answer in its own words; then the status is all there is. */
async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'http-error',
    detail: `${response.status} ${response.statusText}`.trim(),
  };
  if (!/json/.test(response.headers.get('content-type') ?? '')) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch (error) {
    if (error instanceof SyntaxError) return fallback;
    throw error;
  }
}

export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof RefusedError && error.problem.status === status;
