import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clearCookie, cookieName, readCookie, setCookie } from '../../access/cookies.js';
import { type PageOrigin, pageOriginOf } from '../../access/own-page.js';
import { Settings } from '../../config/settings.js';
import { DEVICE_LIFE_MS, type Opened, SIGN_IN_LIFE_MS } from './sign-ins.service.js';

type Headers = Pick<Request, 'headers'>;

/** What a browser and this server tell each other in cookies and headers. */
@Injectable()
export class Browser {
  readonly #isSecure: boolean;
  readonly #publicUrl: string | undefined;

  constructor(settings: Settings) {
    this.#publicUrl = settings.get('PUBLIC_URL');
    this.#isSecure = this.#publicUrl?.startsWith('https:') ?? false;
  }

  signInOf({ headers }: Headers): string | undefined {
    return readCookie(headers.cookie, cookieName('sign-in', this.#isSecure));
  }

  deviceOf({ headers }: Headers): string | undefined {
    return readCookie(headers.cookie, cookieName('device', this.#isSecure));
  }

  pageOf({ headers }: Headers): PageOrigin {
    return pageOriginOf(headers, this.#publicUrl);
  }

  remember(response: Response, { cookie, device }: Opened): void {
    setCookie(response, 'sign-in', cookie, { isSecure: this.#isSecure, lifeMs: SIGN_IN_LIFE_MS });
    setCookie(response, 'device', device, { isSecure: this.#isSecure, lifeMs: DEVICE_LIFE_MS });
  }

  /** The device stays known. */
  forget(response: Response): void {
    clearCookie(response, 'sign-in', this.#isSecure);
  }
}
