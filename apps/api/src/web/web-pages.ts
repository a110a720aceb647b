import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { lessonJsonSchema } from '@lockstep/lesson';
import type { Express } from 'express';
import sirv, { type Options, type RequestHandler } from 'sirv';

const workspace = path.resolve(import.meta.dirname, '../../../..');
const pages = path.join(workspace, 'apps/web/dist');
const sdk = path.join(workspace, 'libs/player/dist/sdk');

/** Everything below these is answered by others, or is not there. */
const notPages = ['api', 'assets', 'health', 'live', 'metrics', 'recordings', 'sdk', 'socket.io', 'welcome'];

/**
 * Whether an address is one of the single-page application, which knows itself which pages there are and says so of those
 * that there are not. A name with a dot right below the root is a file; deeper down it may be the id of a session.
 */
export function isPageAddress(path: string): boolean {
  const [first = '', ...rest] = path.slice(1).split('/');
  return !notPages.includes(first) && (rest.length > 0 || !first.includes('.'));
}

/** Pages that keep no staff token: of a session, and of a lesson that is taken alone. */
const isOfStudents = (path: string): boolean => path.startsWith('/s/') || path.startsWith('/learn/');

/**
 * What a page may load and run: only what comes from here. The player's worker is a `data:` URL, its frame a `blob:`.
 * The student's page may be framed, by a learning platform for example; pages that keep a staff token may not.
 */
const policyOf = (url: string): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' data: blob:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    ...(isOfStudents(url) ? [] : ["frame-ancestors 'self'"]),
  ].join('; ');

/** What a student's page asks first, so that the browser can ask it while the scripts are loading. */
function lobbyOf(path: string): string | undefined {
  const [, id] = /^\/s\/([\w-]+)$/.exec(path) ?? [];
  return id === undefined ? undefined : `/api/sessions/${id}/lobby`;
}

/** Files that a build has written, with their compressed forms beside them; nothing where it was not run. */
const built = (folder: string, options: Options): RequestHandler =>
  existsSync(folder)
    ? sirv(folder, { ...options, etag: true, brotli: true, gzip: true, extensions: [] })
    : (_request, _response, next) => void next?.();

/** The pages, and the player for other people's pages. */
export function serveWeb(app: Express): void {
  const openToAll = (response: ServerResponse) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  };
  // for editors that complete lessons while they are written
  app.get('/lesson.schema.json', (_, response) => {
    openToAll(response);
    response.type('application/schema+json').send(JSON.stringify(lessonJsonSchema()));
  });
  // an embedding page names no version, so it asks each time whether there is a new one
  app.use('/sdk', built(sdk, { maxAge: 0, setHeaders: openToAll }));
  // the names of built assets hold their hash
  app.use('/assets', built(path.join(pages, 'assets'), { immutable: true, maxAge: 31_536_000 }));
  const files = built(pages, { maxAge: 0 });
  app.use((request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !isPageAddress(request.path))
      return files(request, response, next);
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Security-Policy', policyOf(request.path));
    const lobby = lobbyOf(request.path);
    if (lobby !== undefined)
      response.setHeader('Link', `<${lobby}>; rel=preload; as=fetch; crossorigin=anonymous`);
    request.url = isOfStudents(request.path) ? '/student.html' : '/index.html';
    files(request, response, () => {
      response.status(503).type('text/plain').send('The pages are not built; run: npm run build\n');
    });
  });
}
