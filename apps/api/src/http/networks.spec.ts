import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeAllowed, Networks } from './networks.js';

const open = new Networks([]);

describe('networks of webhooks', () => {
  it.each(['8.8.8.8', '172.15.255.255', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'allow %s, which is public',
    (address) => expect(open.allows(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '127.255.0.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '0.0.0.0'],
    ...[
      '169.254.169.254',
      '100.64.0.1',
      '100.100.100.200',
      '192.0.0.192',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      'fe80::1',
      'fe80::1%eth0',
      'fd00:ec2::254',
    ],
    ...['ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::1', '3fff::1', 'localhost', ''],
  ])('do not allow %s', (address) => expect(open.allows(address)).toBe(false));

  it('allow what a setting names beside the public ones, and nothing next to it', () => {
    const ours = new Networks(['10.7.0.0/16', 'fd12::/16', '127.0.0.1/32']);
    expect(['10.7.255.1', 'fd12::9', '127.0.0.1', '8.8.8.8'].map((one) => ours.allows(one))).not.toContain(
      false,
    );
    expect(['10.8.0.1', 'fd13::9', '127.0.0.2', '::1'].map((one) => ours.allows(one))).not.toContain(true);
    expect(() => new Networks(['10.0.0.0'])).toThrow(RangeError);
    expect(() => new Networks(['10.0.0.0/33'])).toThrow(RangeError);
  });

  it('see through every way to write an address of this machine', () => {
    const ways = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '[::1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:0:0:1]',
    ];
    for (const way of ways)
      expect([way, mayBeAllowed(new URL(`http://${way}/`), open)]).toEqual([way, false]);
    expect(mayBeAllowed(new URL('https://name:password@school.example/'), open)).toBe(false);
    expect(mayBeAllowed(new URL('ftp://school.example/'), open)).toBe(false);
    expect(mayBeAllowed(new URL('https://school.example/hook'), open)).toBe(true);
  });

  it('answer for every text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()),
        (text) => typeof open.allows(text) === 'boolean',
      ),
    );
    fc.assert(fc.property(fc.ipV4(), (text) => open.allows(`::ffff:${text}`) === false));
  });
});
