import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claims, isInNetwork, isSignedBy, readToken, writeToken } from './signed-token.js';

const key = { id: 'k1', secret: 'a secret' };
const id = fc.stringMatching(/^[A-Za-z0-9_.-]{1,64}$/);
const claims: fc.Arbitrary<Claims> = fc.record(
  {
    action: fc.constantFrom('play', 'publish', 'join'),
    sessionId: id,
    studentId: id,
    network: fc.constantFrom('192.0.2.0/24', '2001:db8::/48'),
    expiresAt: fc.integer({ min: 0, max: 99_999_999_999 }),
  },
  { requiredKeys: ['action', 'sessionId', 'expiresAt'] },
);

describe('a signed token', () => {
  it('is written as anybody with the secret can write it', () => {
    // printf 'k1~p~s1~~~1700000000' | openssl dgst -sha256 -hmac 'a secret' -binary | basenc --base64url
    expect(writeToken(key, { action: 'play', sessionId: 's1', expiresAt: 1_700_000_000 })).toBe(
      'k1~p~s1~~~1700000000~p3c7eOKrSZXxVomRf4xe5de2aNxnNaasI-Y2_B7aiQ8',
    );
  });

  it('says what was written', () => {
    fc.assert(
      fc.property(claims, (written) => {
        const token = writeToken(key, written);
        const read = readToken(token);
        expect(read?.claims).toEqual(written);
        expect(read && isSignedBy(key.secret, read)).toBe(true);
        expect(read && isSignedBy('another', read)).toBe(false);
        expect(encodeURIComponent(token).replaceAll('%3A', ':')).toBe(token);
      }),
    );
  });

  it('is refused when a character of it was changed', () => {
    fc.assert(
      fc.property(
        claims,
        fc.nat(),
        fc.constantFrom('a', 'B', 'z', '0', '9', '_', '.', '-', '~', ':'),
        (written, at, character) => {
          const token = writeToken(key, written);
          const place = at % token.length;
          const forged = token.slice(0, place) + character + token.slice(place + 1);
          const read = readToken(forged);
          if (forged === token) return;
          expect(read !== undefined && isSignedBy(key.secret, read)).toBe(false);
        },
      ),
    );
  });

  it('is read, or refused as no token, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void readToken(text)));
    expect(readToken('')).toBeUndefined();
  });
});

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['::ffff:192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['not an address', '0.0.0.0/0', false],
    ['192.0.2.7', 'nonsense', false],
    ['192.0.2.7', '192.0.2.0/33', false],
  ])('%s in %s: %s', (address, network, expected) => {
    expect(isInNetwork(address, network)).toBe(expected);
  });
});
