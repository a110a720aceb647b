/** What a viewer asks for, and the token that came with it. */
export type MediaTarget = {
  /** First part of the path: `live`, `recordings`, or the application of a publishing path. */
  readonly app: string;
  /** Of the stream or the recording, decoded. */
  readonly name: string;
  /** What stands behind the name: `.flv`, `/index.m3u8`. */
  readonly rest: string;
  /** Behind `?`, without the token; empty: nothing. */
  readonly query: string;
  readonly token: { readonly text: string; readonly place: TokenPlace } | undefined;
};

export type TokenPlace = 'path' | 'query';

export const TOKEN_PARAMETER = 'token';
/** Longer ones are nobody's. */
const LONGEST_TARGET = 2000;
const PATH =
  /^\/([A-Za-z0-9_-]{1,64})\/(?:~([^/?#]{1,300})\/)?([^/?#]{1,600}?)(\.(?:flv|mp4)|\/[^/?#]{1,100})$/;

/**
 * Reads `/<app>/[~<token>/]<name>.flv` and `/<app>/[~<token>/]<name>/<file>`, each perhaps with `?token=<token>`.
 * @returns undefined for what is no address of a stream or a recording
 */
export function readMediaTarget(target: string): MediaTarget | undefined {
  if (target.length > LONGEST_TARGET) return undefined;
  const queryAt = target.indexOf('?');
  const match = PATH.exec(queryAt < 0 ? target : target.slice(0, queryAt));
  if (!match) return undefined;
  const [, app = '', inPath, encoded = '', rest = ''] = match;
  const name = decoded(encoded);
  if (name === undefined) return undefined;
  const { token, query } = takeToken(queryAt < 0 ? '' : target.slice(queryAt + 1));
  if (inPath !== undefined) return { app, name, rest, query, token: { text: inPath, place: 'path' } };
  return { app, name, rest, query, token: token === undefined ? undefined : { text: token, place: 'query' } };
}

/** The address without its token, at the name under which the server knows the stream. */
export function writeMediaTarget({ app, rest, query }: MediaTarget, name: string): string {
  return `/${app}/${encodeURIComponent(name)}${rest}${query === '' ? '' : `?${query}`}`;
}

function takeToken(query: string): { readonly token: string | undefined; readonly query: string } {
  let token: string | undefined;
  const others = query.split('&').filter((pair) => {
    if (!pair.startsWith(`${TOKEN_PARAMETER}=`)) return true;
    token = decoded(pair.slice(TOKEN_PARAMETER.length + 1));
    return false;
  });
  return { token, query: others.join('&') };
}

function decoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return undefined;
  }
}
