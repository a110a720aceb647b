import { STATUS_CODES, type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ViewerTransport } from '@lockstep/contracts';
import type { Personal, WhepViewer } from '@lockstep/media';
import { Limits } from '../limits/limits.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { SessionAdmission } from '../sessions/session-admission.js';
import type { Session } from '../sessions/session.entity.js';
import type { Claims } from '../signing/signed-token.js';
import { PublishPaths } from '../stream-keys/publish-paths.js';
import { Bans } from './bans.js';
import { cookieOf } from './cookie.js';
import { LateConnection } from './late-connection.js';
import { bannedFor, type MediaRefusal, refusalOf, TOO_FAR } from './media-refusal.js';
import { type MediaTarget, readMediaTarget, TOKEN_PARAMETER, writeMediaTarget } from './media-target.js';
import { isAllowedOrigin } from './origin-rule.js';
import { identityOf } from './viewer-identity.js';
import { type Arriving, Viewers } from './viewers.js';

/** Bears the token of a viewer whose player can change neither path nor query. */
export const PLAY_COOKIE = 'lockstep_play';
const FLV = '.flv';
const WHEP = /^\/whep(?:-|$)/;
const BEARER = /^Bearer +([^ ]{1,300})$/i;
const DASH_FILE = /^\/(?:manifest\.mpd|time|[^.]+\.[av]t?\d+\.m(?:p4|4s))$/;
/** Applications whose names are the server's own. */
const OWN_APPS = new Set(['live', 'recordings']);

/**
 * Stands before everything that is watched over HTTP: finds the session of a chosen path, and asks for a signed address where the
 * session is private. It looks at requests, never at frames, and costs an open session one look into a map.
 */
@Injectable()
export class MediaGate {
  /** Tokens of requests that were let on without their token in the address. */
  readonly #tokens = new WeakMap<IncomingMessage, string>();
  readonly #personal = new WeakMap<IncomingMessage, Personal>();
  readonly #late = new WeakMap<IncomingMessage, LateConnection>();

  constructor(
    private readonly live: LiveSessions,
    private readonly paths: PublishPaths,
    private readonly admission: SessionAdmission,
    private readonly limits: Limits,
    private readonly viewers: Viewers,
    private readonly bans: Bans,
  ) {}

  /** What of an answer is for this viewer alone; undefined: nothing. */
  readonly personal = (request: IncomingMessage): Personal | undefined => this.#personal.get(request);

  /** A viewer that was let in is there now. */
  connected(request: IncomingMessage, viewer: WhepViewer): void {
    this.#late.get(request)?.made(viewer);
  }

  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const go = (refusal: MediaRefusal | undefined): void => {
      if (refusal === undefined) return next();
      request.resume();
      response.writeHead(refusal.status, headersOf(refusal));
      response.end(request.method === 'HEAD' ? undefined : `${refusal.text}\n`);
    };
    const refusal = this.#enter(request, response);
    if (refusal instanceof Promise) void refusal.then(go);
    else go(refusal);
  };

  /** The same for a WebSocket. */
  admitUpgrade(request: IncomingMessage, socket: Duplex, next: () => void): void {
    const refusal = this.#enter(request, socket);
    if (refusal === undefined) return next();
    const onError = (): void => void socket.destroy(); // it may be gone by now
    socket.on('error', onError);
    void Promise.resolve(refusal).then((told) => {
      if (told) return refuseUpgrade(socket, told);
      socket.off('error', onError);
      next();
    });
  }

  /** For what is recorded of a session. @returns undefined when it may be sent */
  async refuseRecording(request: IncomingMessage, session: Session): Promise<MediaRefusal | undefined> {
    const token = this.#tokens.get(request);
    const checked = this.#check(request, session, token);
    if ('refused' in checked) return checked.refused;
    const viewer = identityOf(this.limits.remoteOf(request), token, checked.claims);
    const ban = await this.bans.findStored({ sessionId: session.id, ...session.access }, viewer);
    return ban && bannedFor(ban.reason);
  }

  /** Rewrites the address of a request to the one that the handlers know, and says why it is not let on. */
  #enter(
    request: IncomingMessage,
    answer: ServerResponse | Duplex,
  ): MediaRefusal | undefined | Promise<MediaRefusal | undefined> {
    const target = readMediaTarget(request.url ?? '');
    if (!target) return undefined;
    const sessionId = target.app === 'recordings' ? undefined : this.sessionOf(target.app, target.name);
    if (sessionId === undefined && !OWN_APPS.has(target.app)) return undefined;
    const token =
      target.token?.text ?? bearerOf(target, request) ?? cookieOf(request.headers.cookie, PLAY_COOKIE);
    if (token !== undefined) this.#tokens.set(request, token);
    const isAlias = sessionId !== undefined && (target.app !== 'live' || target.name !== sessionId);
    if (isAlias || target.token !== undefined) {
      request.url = writeMediaTarget(
        { ...target, app: isAlias ? 'live' : target.app },
        sessionId ?? target.name,
      );
    }
    const session = sessionId === undefined ? undefined : this.live.find(sessionId)?.session;
    if (session?.access.private ?? target.app === 'recordings')
      this.#personal.set(request, personalOf(target));
    if (!session || request.method === 'OPTIONS') return undefined;
    const checked = this.#check(request, session, token);
    if ('refused' in checked) return checked.refused;
    const isOffer = WHEP.test(target.rest) && request.method === 'POST';
    if (request.method !== 'GET' && !isOffer) return undefined; // nothing is watched
    return this.viewers.admit(
      { sessionId: session.id, ...session.access },
      {
        ...identityOf(this.limits.remoteOf(request), token, checked.claims),
        agent: request.headers['user-agent'],
        transport: transportOf(target, answer),
        ...(target.rest === FLV && { connection: connectionOf(request) }),
        ...(isOffer && { connection: this.#connectionLater(request, answer) }),
      },
    );
  }

  #connectionLater(request: IncomingMessage, answer: ServerResponse | Duplex): LateConnection {
    const connection = new LateConnection();
    this.#late.set(request, connection);
    answer.once('close', () => connection.answered());
    return connection;
  }

  /** The session that is watched at `app/name`. */
  sessionOf(app: string, name: string): string | undefined {
    if (app === 'live' && this.live.find(name)) return name;
    return this.paths.sessionOf(`${app}/${name}`);
  }

  /** An open session needs no token; one that is good says who comes all the same. */
  #check(request: IncomingMessage, { id, access }: Session, token: string | undefined): Checked {
    if (!isAllowedOrigin(request.headers, access.origins)) return { refused: TOO_FAR };
    if (token === undefined && !access.private) return { claims: undefined };
    const address = this.limits.remoteOf(request);
    const claims = this.admission.check(token, { action: 'play', sessionId: id, address });
    if (typeof claims !== 'string') return { claims };
    return access.private ? { refused: refusalOf(claims) } : { claims: undefined };
  }
}

type Checked = { readonly refused: MediaRefusal } | { readonly claims: Claims | undefined };

function refuseUpgrade(socket: Duplex, refusal: MediaRefusal): void {
  const { status, text } = refusal;
  const lines = Object.entries({ ...headersOf(refusal), Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('');
  socket.end(`HTTP/1.1 ${String(status)} ${String(STATUS_CODES[status])}\r\n${head}\r\n${text}\n`);
}

/** The response is over when a viewer begins, who is written to directly. */
function connectionOf({ socket }: IncomingMessage): NonNullable<Arriving['connection']> {
  return { onClose: (listener) => whenGone(socket, listener), close: () => socket.destroy() };
}

/** A viewer is taken from node:http, whose listeners are told that the socket is closed while it is not. */
function whenGone(socket: Duplex, listener: () => void): void {
  if (socket.destroyed) return listener();
  socket.once('close', () => {
    if (socket.destroyed) listener();
    else setImmediate(whenGone, socket, listener);
  });
}

function transportOf({ rest }: MediaTarget, answer: ServerResponse | Duplex): ViewerTransport {
  if (rest === FLV) return answer instanceof ServerResponse ? 'flv' : 'ws-flv';
  if (WHEP.test(rest)) return 'whep';
  return DASH_FILE.test(rest) ? 'dash' : 'hls';
}

/** As programs that play by WebRTC send it (WHEP): elsewhere the header is that of an account. */
const bearerOf = ({ rest }: MediaTarget, { headers }: IncomingMessage): string | undefined =>
  WHEP.test(rest) ? BEARER.exec(headers.authorization ?? '')?.[1] : undefined;

/** Players that were given a token in the query ask with it for what a playlist names. */
const personalOf = ({ token }: MediaTarget): Personal =>
  token?.place === 'query' ? { query: `${TOKEN_PARAMETER}=${encodeURIComponent(token.text)}` } : {};

const headersOf = ({ text }: MediaRefusal) => ({
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Length': Buffer.byteLength(text) + 1,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
});
