import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from './signature.js';

/** As docs/webhooks.md tells receivers to do. */
function isOurs(headers: Record<string, string>, body: string, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const given = (headers['webhook-signature'] ?? '').split(' ').map((one) => Buffer.from(one));
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', () => {
    // the example of the specification: standard-webhooks, libraries/javascript, test of the known signature
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const body = '{"test": 2432232314}';
    const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', body, [secret], 1_614_265_330_000);
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is verified with either secret while it changes, and with no other', () => {
    const [older, newer] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signedHeaders('id', '{}', [newer, older]);
    expect(isOurs(headers, '{}', older)).toBe(true);
    expect(isOurs(headers, '{}', newer)).toBe(true);
    expect(isOurs(headers, '{} ', newer)).toBe(false);
    expect(isOurs(headers, '{}', newWebhookSecret())).toBe(false);
    expect(isOurs({ ...headers, 'webhook-timestamp': '1' }, '{}', newer)).toBe(false);
  });
});
