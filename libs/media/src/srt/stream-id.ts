/** What a caller wants, as its stream id says: whom it is and what it publishes or plays. */
export type SrtTarget = {
  readonly mode: 'publish' | 'play';
  /** First part of the address, as in RTMP: `live`, or the application of a publishing path. */
  readonly app: string;
  /** The stream key of a publisher, the session of a player, or the stream of a publishing path. A secret when publishing. */
  readonly key: string;
  readonly query: URLSearchParams;
};

/** A stream id from which it cannot be told what the caller wants. */
export class StreamIdError extends Error {
  override readonly name = 'StreamIdError';
  /** @param isMode it is well written, and asks for something that is not done here */
  constructor(
    message: string,
    readonly isMode = false,
  ) {
    super(message);
  }
}

/** What libsrt takes at most. */
const MAX_BYTES = 512;
/** Begins a stream id that has fields. SRT Access Control Guidelines, "General syntax". */
const FIELDS = '#!::';
const APP = 'live';
/** C0 and C1 controls, half surrogates, and what stands for bytes that are no text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\ufffd]/u;
const MODES: Readonly<Record<string, SrtTarget['mode']>> = { publish: 'publish', request: 'play' };
export const HOW_TO_SAY_IT = `${FIELDS}m=publish,k=<stream key>`;

/**
 * Reads a stream id: `#!::m=publish,k=<key>`, `#!::m=request,r=<session>`, the same percent-encoded, or a stream key alone.
 * Fields: `m` publish or request; `k` the stream key; `r` a session, or a publishing path `application/stream`; `s` the token of
 * a signed address. Others are passed over.
 * @throws StreamIdError
 */
export function readStreamId(text: string): SrtTarget {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new StreamIdError(`the stream id has more than ${MAX_BYTES} bytes`);
  if (text === '') throw new StreamIdError(`the stream id is missing: set it to ${HOW_TO_SAY_IT}`);
  const decoded = decode(text);
  if (UNPRINTABLE.test(decoded)) throw new StreamIdError('the stream id contains control characters');
  if (decoded.startsWith(FIELDS)) return ofFields(readFields(decoded.slice(FIELDS.length)));
  if (decoded.startsWith('#!:')) throw new StreamIdError(`the stream id begins not with ${FIELDS}`);
  return publishing(decoded, null);
}

/** Callers differ in whether they decode what stands in an address. No stream key has a percent sign. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new StreamIdError('the stream id has a percent sign that encodes nothing', false);
  }
}

function readFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    if (name === '') throw new StreamIdError(`the stream id has a field without a name or value`);
    if (fields.has(name)) throw new StreamIdError(`the stream id has the field ${name} twice`);
    fields.set(name, pair.slice(at + 1).trim());
  }
  return fields;
}

function ofFields(fields: ReadonlyMap<string, string>): SrtTarget {
  const named = fields.get('m') ?? (fields.has('k') ? 'publish' : 'request');
  const mode = Object.hasOwn(MODES, named) ? MODES[named] : undefined;
  if (mode === undefined) {
    throw new StreamIdError(`the mode (m) is ${named}: it is publish to send or request to play`, true);
  }
  const [resource, key, token] = ['r', 'k', 's'].map((name) => fields.get(name) || undefined);
  if (mode === 'publish' && token === undefined) return publishing(resource ?? '', key ?? null);
  const { app, key: name, query } = addressOf(resource ?? '');
  if (name === '') throw new StreamIdError('the stream id names no session (r)');
  if (token !== undefined) query.set('token', token);
  return { mode, app, key: name, query };
}

/** A path with its key, a key, or both: only a resource with a slash says where it is published. */
function publishing(resource: string, key: string | null): SrtTarget {
  if (key !== null && !resource.includes('/'))
    return { mode: 'publish', app: APP, key, query: new URLSearchParams() };
  const address = addressOf(resource);
  if (address.key === '')
    throw new StreamIdError(`the stream id names no stream key: set it to ${HOW_TO_SAY_IT}`);
  if (key !== null) address.query.set('key', key);
  return { mode: 'publish', ...address };
}

/** `application/stream?query`, or a name in the application `live`. */
function addressOf(resource: string): Omit<SrtTarget, 'mode'> {
  const at = resource.indexOf('?');
  const path = (at < 0 ? resource : resource.slice(0, at)).replace(/^\/+|\/+$/g, '');
  const query = new URLSearchParams(at < 0 ? '' : resource.slice(at + 1));
  const slash = path.indexOf('/');
  if (slash < 0) return { app: APP, key: path, query };
  return { app: path.slice(0, slash), key: path.slice(slash + 1), query };
}
