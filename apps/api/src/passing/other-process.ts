import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';

/** Marks what another process passed on: it is not passed on again. */
export const PASSED_ON = 'x-lockstep-passed-on';

/** How long the other process may take to begin its answer. */
const DEADLINE_MS = 5000;
/** Of one connection, and not of what is said over it (RFC 9110, 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te'];

/** The other process was not reached, or did not begin its answer in time. */
export class OtherProcessAway extends Error {
  override readonly name = 'OtherProcessAway';
  constructor(
    /** Whether it may have got the request. */
    readonly isSent: boolean,
    cause: unknown,
  ) {
    super('The other process did not answer.', { cause });
  }
}

type Asked = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: http.OutgoingHttpHeaders;
  /** Writes the body and ends the request, once the other process is reached. */
  readonly write: (request: http.ClientRequest) => void;
};

/** @param url address of the process. @throws {@link OtherProcessAway} */
export function ask(url: string, { method, path, headers, write }: Asked): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { request: open } = url.startsWith('https:') ? https : http;
  const asked = { ...headers, [PASSED_ON]: '1' };
  const request = open(new URL(path, url), { method, headers: asked, timeout: DEADLINE_MS });
  let isSent = false;
  const send = (): void => {
    isSent = true;
    write(request);
  };
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', send);
    else send();
  });
  request.once('response', (answer) => {
    request.setTimeout(0);
    resolve(answer);
  });
  request.once('timeout', () => request.destroy(new Error(`no answer within ${String(DEADLINE_MS)} ms`)));
  request.on('error', (error) => reject(new OtherProcessAway(isSent, error)));
  return promise;
}

/** Has another process answer a request. @throws OtherProcessAway before anything is answered */
export async function passOn(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const { method = 'GET', url: path = '/' } = request;
  const answer = await ask(url, {
    ...{ method, path, headers: endToEnd(request.headers) },
    write: (asked) => request.pipe(asked),
  });
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
  answer.on('error', () => response.destroy());
  response.once('close', () => answer.destroy());
  answer.pipe(response);
}

export function endToEnd(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}
