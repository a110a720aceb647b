import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookFailure } from '@lockstep/contracts';
import { mayBeAllowed, type Networks } from '../http/networks.js';
import { AddressNotAllowed, pinnedLookup } from '../http/pinned-lookup.js';

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
    const answer = await send(url, options, pinnedLookup(networks), signal);
    const status = answer.statusCode ?? 0;
    const body = await readStart(answer, options.answerBytes ?? 0);
    return { status, body };
  } catch (cause) {
    if (cause instanceof AddressNotAllowed) throw new PostFailed('address-not-allowed', { cause });
    throw new PostFailed(signal.aborted ? 'timed-out' : 'unreachable', { cause });
  }
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
