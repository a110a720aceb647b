import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SocketPair } from '../../../test/socket-pair.js';
import { DirectSocket } from './direct-socket.js';
import { libc, type Libc } from './libc.js';
import { SharedPages } from './shared-pages.js';

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

it('sends the same bytes to many sockets', async () => {
  using pages = SharedPages.create();
  const bytes = Buffer.alloc(60_000, 'abcdefg');
  pages?.fill(bytes);
  for (let i = 0; i < 5; i++) {
    await using pair = await SocketPair.open();
    new DirectSocket(pair.server).write(bytes, pages);
    expect((await pair.read(bytes.length)).equals(bytes)).toBe(true);
  }
});

it('leaves what is on its way as it was when it is filled anew', async () => {
  using pages = SharedPages.create();
  await using pair = await SocketPair.open();
  const direct = new DirectSocket(pair.server);
  const all = ['first', 'second', 'third'].map((fill) => Buffer.alloc(30_000, fill));
  for (const bytes of all) {
    pages?.fill(bytes);
    expect(direct.write(bytes, pages)).toBe(true);
  }
  const expected = Buffer.concat(all);
  expect((await pair.read(expected.length)).equals(expected)).toBe(true);
});

it('gives its descriptor back', () => {
  const before = openDescriptors();
  {
    using pages = SharedPages.create();
    pages?.fill(Buffer.alloc(100_000));
    expect(openDescriptors()).toBe(before + 1);
  }
  expect(openDescriptors()).toBe(before);
});

it('is not to be had where the kernel gives no descriptor, or there is no C library', () => {
  const poor: Libc = { ...(libc as Libc), memfd_create: () => -1 };
  expect(SharedPages.create(poor)).toBeUndefined();
  expect(SharedPages.create(null)).toBeUndefined();
});
