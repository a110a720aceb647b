import { expect, it } from 'vitest';
import { addressOf } from './address.js';

const from = (remoteAddress: string, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress },
});

it.each([
  ['the connection itself', from('192.0.2.1'), 0, '192.0.2.1'],
  ['IPv4 in IPv6', from('::ffff:192.0.2.1'), 0, '192.0.2.1'],
  [
    'no proxy, so a header that anybody can write is not believed',
    from('192.0.2.1', '1.1.1.1'),
    0,
    '192.0.2.1',
  ],
  ['one proxy', from('10.0.0.1', '1.1.1.1, 192.0.2.7'), 1, '192.0.2.7'],
  ['two proxies', from('10.0.0.1', '1.1.1.1, 192.0.2.7, 10.0.0.2'), 2, '192.0.2.7'],
  ['more proxies than entries', from('10.0.0.1', '192.0.2.7'), 5, '192.0.2.7'],
  ['a /64 of IPv6', from('2001:db8:0:7::1'), 0, '2001:db8:0:7::/64'],
  ['the same /64, written otherwise', from('2001:0db8:0000:0007:ffff::2'), 0, '2001:db8:0:7::/64'],
  ['loopback', from('::1'), 0, '0:0:0:0::/64'],
])('%s', (_, sent, proxies, address) => {
  expect(addressOf(sent, proxies)).toBe(address);
});
