import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { SignedOut, Unauthenticated } from '../access/access-errors.js';
import type { Identity } from '../access/identity.js';
import { hashOf } from '../access/secret.js';
import type { Sent } from '../limits/address.js';
import { Limits } from '../limits/limits.js';
import { GoodSecrets } from './good-secrets.js';
import { Browser } from './sign-ins/browser.js';
import { SignIns } from './sign-ins/sign-ins.service.js';
import { TokensService } from './tokens.service.js';

/** As much of a request as tells who sends it. */
export type Asking = Sent & { readonly headers: IncomingHttpHeaders };

/** Finds out who is asking: by a token, or by the cookie of somebody who signed in. A token goes first. */
@Injectable()
export class Identification {
  readonly #good = new GoodSecrets();

  constructor(
    private readonly tokens: TokensService,
    private readonly signIns: SignIns,
    private readonly browser: Browser,
    private readonly limits: Limits,
  ) {}

  /** @throws Unauthenticated, TooManyRequests */
  byToken(asking: Asking, token: string): Promise<Identity> {
    return this.tokens.identifyFrom(this.limits.addressOf(asking), token);
  }

  /** Undefined without a cookie. @throws SignedOut, TooManyRequests */
  async byCookie(asking: Asking): Promise<Identity | undefined> {
    const cookie = this.browser.signInOf(asking);
    if (cookie === undefined || cookie === '') return undefined;
    const hash = hashOf(cookie);
    if (!this.#good.has(hash)) this.limits.refuseFailing(this.limits.addressOf(asking));
    const identity = await this.signIns.identify(cookie);
    if (identity === undefined) throw new SignedOut();
    this.#good.add(hash);
    return identity;
  }

  /** By the token in the header `Authorization`, else by the cookie. @throws Unauthenticated, SignedOut, TooManyRequests */
  async of(asking: Asking): Promise<Identity | undefined> {
    const token = bearerToken(asking.headers.authorization);
    return token === undefined ? this.byCookie(asking) : this.byToken(asking, token);
  }

  /** Whether the request comes from a page of another site. */
  isForeign(asking: Asking): boolean {
    return this.browser.pageOf(asking) === 'foreign';
  }

  /** Whether the request is known to come from a page of this server. */
  isOwn(asking: Asking): boolean {
    return this.browser.pageOf(asking) === 'own';
  }
}

/** RFC 6750, 2.1; the scheme's name in any case. @throws Unauthenticated for another scheme */
function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header.trim());
  if (!match?.[1]) throw new Unauthenticated('token-invalid');
  return match[1];
}
