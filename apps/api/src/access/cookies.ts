import type { CookieOptions, Response } from 'express';

/** What a browser keeps for us: who is signed in, and which accounts have signed in on it before. */
export type CookieName = 'sign-in' | 'device';

/**
 * `__Host-` binds a cookie to this very host, over TLS, so that no neighbouring host can set it. It works over TLS alone: without it, as
 * on a laptop, the plain name is used.
 */
export const cookieName = (name: CookieName, isSecure: boolean): string =>
  `${isSecure ? '__Host-' : ''}lockstep-${name}`;

/** The value of a cookie of a request. RFC 6265, 5.4 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/** No script reads it, and no page of another site sends it. */
const options = (isSecure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: isSecure,
  path: '/',
});

/** @param lifeMs how long the browser keeps it */
export function setCookie(
  response: Response,
  name: CookieName,
  value: string,
  { isSecure, lifeMs }: { readonly isSecure: boolean; readonly lifeMs: number },
): void {
  response.cookie(cookieName(name, isSecure), value, { ...options(isSecure), maxAge: lifeMs });
}

export function clearCookie(response: Response, name: CookieName, isSecure: boolean): void {
  response.clearCookie(cookieName(name, isSecure), options(isSecure));
}

/** Whether a request comes with the cookie of somebody who signed in, good or not. */
export const hasSignIn = (header: string | undefined): boolean =>
  [true, false].some((isSecure) => readCookie(header, cookieName('sign-in', isSecure)) !== undefined);
