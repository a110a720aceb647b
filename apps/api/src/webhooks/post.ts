import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Semaphore } from '@lockstep/async';
import type { WebhookFailure } from '@lockstep/contracts';
import type { Networks } from './networks.js';

export type Post = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the lookup of the name to the answer. */
  readonly timeoutMs: number;
  readonly networks: Networks;
  /** How much of the answer's body is read at most; the rest is left. */
  readonly answerBytes?: number;
};

export type Answer = { readonly status: number; readonly body: string };

export class PostFailed extends Error {
  override readonly name = 'PostFailed';
  constructor(
    readonly failure: WebhookFailure,
    options?: ErrorOptions,
  ) {
    super(`The address could not be reached: ${failure}.`, options);
  }
}

/** Lookups take threads that files need too; a name server that does not answer holds no more than these. */
const lookups = new Semaphore(2);

/**
 * Sends something to an address that somebody else chose. The name is looked up once, every address that it has must be
 * allowed, and the connection goes to one of these; a redirect is not followed.
 *
 * @throws PostFailed
 */
export async function post({ url: address, networks, ...options }: Post): Promise<Answer> {
  const url = new URL(address);
  if (!mayBeAllowed(url, networks)) throw new PostFailed('address-not-allowed');
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const answer = await send(url, options, pinned(networks), signal);
    const status = answer.statusCode ?? 0;
    const body = await readStart(answer, options.answerBytes ?? 0);
    return { status, body };
  } catch (cause) {
    if (cause instanceof PostFailed) throw cause;
    throw new PostFailed(signal.aborted ? 'timed-out' : 'unreachable', { cause });
  }
}

/** Whether an address may be allowed, before its name is looked up. */
export function mayBeAllowed({ protocol, hostname, username, password }: URL, networks: Networks): boolean {
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return false;
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 || networks.allows(literal);
}

function send(
  url: URL,
  { headers, body }: Pick<Post, 'headers' | 'body'>,
  lookupPinned: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const length = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    request(url, {
      ...{ method: 'POST', agent: false, signal, lookup: lookupPinned },
      headers: { ...length, 'User-Agent': 'Lockstep', ...headers },
    })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
}

/** Answers with the addresses of a name that was checked; the socket connects to these and asks nobody again. */
function pinned(networks: Networks): LookupFunction {
  return (hostname, { family, hints, all }, callback) => {
    const options = {
      all: true,
      ...(family !== undefined && { family }),
      ...(hints !== undefined && { hints }),
    };
    lookups
      .run(() => lookup(hostname, { ...options, all: true }))
      .then((found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => networks.allows(address)))
          throw new PostFailed('address-not-allowed');
        if (all === true) callback(null, found);
        else callback(null, first.address, first.family);
      })
      .catch((error: unknown) => callback(error as NodeJS.ErrnoException, ''));
  };
}

async function readStart(answer: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (most > 0) {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= most) break;
    }
  }
  answer.destroy();
  return Buffer.concat(chunks).subarray(0, most).toString('utf8');
}
