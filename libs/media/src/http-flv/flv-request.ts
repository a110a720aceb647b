/** Whom a request is about, and how it wants to be served. */
export type FlvRequest = {
  /** Name of the stream, decoded. */
  readonly name: string;
  /** Least time between two batches, milliseconds, where the request says so; 0: every video frame. */
  readonly intervalMs?: number;
  /** Whether the body is to come in chunks, where the request says so. */
  readonly chunked?: boolean;
};

/** The request is for us but cannot be served as it is. */
export class BadFlvRequest extends Error {
  override readonly name = 'BadFlvRequest';
}

const PATH = /^\/live\/([^/?#]+)\.flv$/;
const LONGEST_NAME = 200;
/** Few, because every class has a ring and a sweep of its own. */
export const BATCH_INTERVALS_MS = [0, 100, 350] as const;

/**
 * Reads `/live/<name>.flv?class=economy|frame&batch=0|100|350&transfer=chunked|raw`; other parameters are ignored.
 *
 * @param economyMs what `class=economy` means
 * @returns undefined for a path that is not ours
 * @throws BadFlvRequest, with a text for the client
 */
export function readFlvRequest(target: string, economyMs: number): FlvRequest | undefined {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  const encoded = PATH.exec(path)?.[1];
  if (encoded === undefined) return undefined;
  const query = new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1));
  const intervalMs = readInterval(query, economyMs);
  const transfer = oneOf(query, 'transfer', ['chunked', 'raw']);
  return {
    name: decodeName(encoded),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(transfer === undefined ? {} : { chunked: transfer === 'chunked' }),
  };
}

function readInterval(query: URLSearchParams, economyMs: number): number | undefined {
  const batch = oneOf(query, 'batch', BATCH_INTERVALS_MS.map(String));
  if (batch !== undefined) return Number(batch);
  const name = oneOf(query, 'class', ['economy', 'frame']);
  return name === undefined ? undefined : name === 'economy' ? economyMs : 0;
}

function oneOf(query: URLSearchParams, name: string, allowed: readonly string[]): string | undefined {
  const value = query.get(name);
  if (value === null || allowed.includes(value)) return value ?? undefined;
  throw new BadFlvRequest(`"${name}" is one of ${allowed.join(', ')}.`);
}

function decodeName(encoded: string): string {
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    throw new BadFlvRequest('The name of the stream is not percent-encoded UTF-8.');
  }
  if (name.length > LONGEST_NAME)
    throw new BadFlvRequest(`A stream's name has at most ${LONGEST_NAME} characters.`);
  return name;
}
