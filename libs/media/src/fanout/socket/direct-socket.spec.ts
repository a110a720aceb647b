import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SocketPair } from '../../../test/socket-pair.js';
import { DirectSocket } from './direct-socket.js';
import { libc, libcUnavailable, type Libc } from './libc.js';
import { SharedPages } from './shared-pages.js';

const fdOf = ({ server }: SocketPair): number =>
  (server as unknown as { _handle: { fd: number } })._handle.fd;

it('calls the C library wherever this server is tested', () => {
  expect(libcUnavailable).toBeNull();
});

describe.each([
  ['with the C library', libc],
  ['without', null],
] as const)('a direct socket %s', (_, used) => {
  it('sends everything in order, whether the kernel takes it at once or the queue does', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (all, inPages) => {
          await using pair = await SocketPair.open();
          const direct = new DirectSocket(pair.server, used);
          const sent: Buffer[] = [];
          using pages = SharedPages.create(used);
          for (const [i, size] of all.entries()) {
            const bytes = randomBytes(size);
            if (pair.server.writableLength > 0) {
              await pair.read(Buffer.concat(sent.splice(0)).length); // so that the queue drains
            }
            if (pages && inPages[i]) pages.fill(bytes);
            const isTaken = direct.write(bytes, inPages[i] ? pages : undefined);
            expect(isTaken).toBe(pair.server.writableLength === 0);
            sent.push(bytes);
          }
          const expected = Buffer.concat(sent);
          expect((await pair.read(expected.length)).equals(expected)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves sockets that are not TCP to their own stream', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-direct-'));
    try {
      await using pair = await SocketPair.open(join(folder, 'socket'));
      new DirectSocket(pair.server, used).write(Buffer.from('hello'));
      expect(String(await pair.read(5))).toBe('hello');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tells of a connection that broke as any socket does', async () => {
    await using pair = await SocketPair.open();
    const direct = new DirectSocket(pair.server, used);
    const closed = new Promise((resolve) => pair.server.once('close', resolve));
    pair.client.resetAndDestroy();
    await closed;
    expect(() => direct.write(Buffer.from('too late'))).not.toThrow();
    expect(pair.server.errored).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('the descriptor of a socket that is closed', () => {
  it('is not written to when the next connection has got its number', async () => {
    for (let attempt = 0; ; attempt++) {
      expect(attempt, 'no connection got the number of the one before').toBeLessThan(50);
      await using old = await SocketPair.open();
      const direct = new DirectSocket(old.server);
      const fd = fdOf(old);
      old.client.destroy();
      old.server.destroy();
      await using next = await SocketPair.open();
      if (fdOf(next) !== fd) continue;
      direct.write(Buffer.from('a stranger must not see this'));
      next.server.write('!');
      expect(String(await next.read(1))).toBe('!');
      return;
    }
  });
});

describe('what the kernel holds for a viewer who does not read', () => {
  it('is bounded', async () => {
    await using pair = await SocketPair.open();
    const direct = new DirectSocket(pair.server);
    const bytes = Buffer.alloc(5_000);
    let taken = 0;
    while (direct.write(bytes)) taken += bytes.length;
    expect(taken).toBeLessThan(1_500_000);
  });

  it('is bounded by the buffer for sending, which is set once', async () => {
    const calls: unknown[] = [];
    const watched: Libc = {
      ...(libc as Libc),
      setsockopt: (...args) => calls.push(args),
    };
    await using pair = await SocketPair.open();
    new DirectSocket(pair.server, watched).write(Buffer.from('x'));
    expect(calls).toEqual([[fdOf(pair), 1, 7, Int32Array.of(212_992), 4]]);
  });
});
