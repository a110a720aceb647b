import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { problemOf, unforeseen } from '../errors/problem.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { readMediaTarget } from '../streaming/media-target.js';
import { OtherProcessAway, passOn, PASSED_ON } from './other-process.js';
import { SessionOwners } from './session-owners.js';

const OF_A_SESSION = /^\/api\/sessions\/([^/?#]{1,64})(?:[/?#]|$)/;

type Asked = { readonly sessionId: string; readonly isMedia: boolean };

/**
 * Stands before the routes of a process that shares its installation: what is asked about a session that another process carries is
 * answered by that one. Viewers of its video are sent there.
 */
@Injectable()
export class OwnerGate {
  readonly #logger = new Logger('Passing');

  constructor(private readonly owners: SessionOwners) {}

  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const asked = this.#askedOf(request);
    if (asked === undefined) return next();
    this.#answer(request, response, asked).then(
      (isAnswered) => {
        if (!isAnswered) next();
      },
      (error: unknown) => {
        this.#logger.error(error);
        response.destroy();
      },
    );
  };

  /** The same for a WebSocket with video, whose browser follows nobody elsewhere. */
  readonly takeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, next: () => void): void => {
    const asked = this.#askedOf(request);
    if (!asked?.isMedia) return next();
    this.owners.of(asked.sessionId).then(
      (url) => (url === undefined ? next() : joinSockets(request, socket, head, new URL(url))),
      () => next(),
    );
  };

  #askedOf({ url = '', headers }: IncomingMessage): Asked | undefined {
    const asked = readAsked(url);
    if (asked === undefined || headers[PASSED_ON] !== undefined) return undefined;
    return this.owners.mayBeElsewhere(asked.sessionId) ? asked : undefined;
  }

  /** @returns whether it is answered; else this process answers as well as it can */
  async #answer(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<boolean> {
    const url = await this.owners.of(asked.sessionId).catch(() => undefined);
    if (url === undefined) return false;
    if (asked.isMedia) {
      const headers = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' };
      response.writeHead(307, { ...headers, Location: `${url}${request.url ?? ''}` }).end();
      return true;
    }
    try {
      await passOn(request, response, url);
    } catch (error) {
      if (!(error instanceof OtherProcessAway)) throw error;
      if (!error.isSent) return false;
      refuse(response);
    }
    return true;
  }
}

function readAsked(url: string): Asked | undefined {
  const sessionId = OF_A_SESSION.exec(url)?.[1];
  if (sessionId !== undefined) return { sessionId, isMedia: false };
  const target = readMediaTarget(url);
  return target?.app === 'live' ? { sessionId: target.name, isMedia: true } : undefined;
}

/** Nobody knows whether it was done: the caller asks again. */
function refuse(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  const problem = problemOf(new SessionElsewhere()) ?? unforeseen();
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '1' };
  response.writeHead(problem.status, headers).end(JSON.stringify(problem));
}

function joinSockets(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
  const other = connect({ host: url.hostname, port: Number(url.port || 80) });
  const close = (): void => {
    socket.destroy();
    other.destroy();
  };
  for (const one of [socket, other]) one.on('error', close).on('close', close);
  other.once('connect', () => {
    const { rawHeaders: raw } = request;
    const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1] ?? ''}`] : []));
    const first = `GET ${request.url ?? '/'} HTTP/1.1`;
    other.write([first, ...lines, `${PASSED_ON}: 1`, '', ''].join('\r\n'));
    other.write(head);
    socket.pipe(other).pipe(socket);
  });
}
