import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError, UnreachableError } from './http.js';
import { mayPass, pauseMs } from './query-client.js';

const refused = (status: number, retryAfterMs?: number) =>
  new RefusedError({
    type: 'about:blank',
    title: 'Refused',
    status,
    code: 'some-code',
    detail: 'no',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('a question that got no answer', () => {
  it('is asked again when nothing came, or when the server is busy or away', () => {
    expect(mayPass(new UnreachableError('gone'))).toBe(true);
    for (const status of [429, 502, 503, 504]) expect(mayPass(refused(status))).toBe(true);
  });

  it('is not asked again when the refusal is about the question, or when the page is at fault', () => {
    for (const status of [400, 401, 403, 404, 409, 412, 500]) expect(mayPass(refused(status))).toBe(false);
    expect(mayPass(new TypeError('a fault of the page'))).toBe(false);
  });

  it('waits as long as the server has asked for, else ever longer up to ten seconds', () => {
    expect(pauseMs(3, refused(503, 250))).toBe(250);
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), (failures) => {
        const pause = pauseMs(failures, new UnreachableError('gone'));
        expect(pause).toBeGreaterThan(0);
        expect(pause).toBeLessThanOrEqual(10_000);
        expect(pauseMs(failures + 1, new UnreachableError('gone'))).toBeGreaterThanOrEqual(pause);
      }),
    );
  });
});
