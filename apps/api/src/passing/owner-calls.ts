import { setTimeout as after } from 'node:timers/promises';
import { json } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { type Ack, Problem } from '@lockstep/contracts';
import { problemOf, unforeseen } from '../errors/problem.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { ask, OtherProcessAway } from './other-process.js';
import { SessionOwners } from './session-owners.js';

/** Another process takes a session over within this time: a student who answered just then is not sent away. */
const PATIENCE_MS = 8000;
const RETRY_MS = 500;

/** Who calls, as they showed themselves to this process. */
export type Credentials = {
  readonly token: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** What an own page is told by, and where its reader is. */
const ABOUT_THE_CALLER = ['origin', 'host', 'x-forwarded-for'];

/** Calls over the socket of this process that are about a session of another one: the same as a request of the REST API there. */
@Injectable()
export class OwnerCalls {
  constructor(private readonly owners: SessionOwners) {}

  /**
   * @param rest of the path below the session
   * @param isRepeatable whether the same call twice does the same as once
   * @returns undefined where this process is the one to ask
   */
  async call<T>(
    sessionId: string,
    rest: string,
    body: object,
    { credentials, isRepeatable }: { readonly credentials: Credentials; readonly isRepeatable: boolean },
  ): Promise<Ack<T> | undefined> {
    const endMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const url = await this.owners.of(sessionId);
      if (url === undefined) return undefined;
      const path = `/api/sessions/${encodeURIComponent(sessionId)}/${rest}`;
      try {
        const answer = await this.#ask<T>(url, path, body, credentials);
        const isOver = answer.ok || answer.problem.code !== 'session-elsewhere';
        if (isOver || performance.now() > endMs) return answer;
      } catch (error) {
        if (!(error instanceof OtherProcessAway)) throw error;
        const mayAskAgain = isRepeatable || !error.isSent;
        if (!mayAskAgain || performance.now() > endMs)
          return { ok: false, problem: problemOf(new SessionElsewhere()) ?? unforeseen() };
      }
      await after(RETRY_MS);
    }
  }

  async #ask<T>(url: string, path: string, body: object, { token, headers }: Credentials): Promise<Ack<T>> {
    const bytes = Buffer.from(JSON.stringify(body));
    const answer = await ask(url, {
      ...{ method: 'POST', path },
      headers: {
        ...shownWith(token === undefined ? ['cookie', ...ABOUT_THE_CALLER] : ABOUT_THE_CALLER, headers),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
        'content-length': bytes.length,
      },
      write: (request) => request.end(bytes),
    });
    const given = await json(answer).catch(() => undefined);
    if ((answer.statusCode ?? 500) < 300) return { ok: true, value: given as T };
    const problem = Problem.safeParse(given);
    return { ok: false, problem: problem.success ? problem.data : unforeseen() };
  }
}

function shownWith(names: readonly string[], headers: Credentials['headers']): Record<string, string> {
  const given = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(given.filter((one): one is [string, string] => typeof one[1] === 'string'));
}
