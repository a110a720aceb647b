// @vitest-environment happy-dom
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { joined } from '../../test/examples.js';
import {
  type ClassroomLine,
  type LineState,
  openLine,
  pauseAfterHangUp,
  pauseAfterRefusal,
} from './classroom-socket.js';
import { leaveSeat, takeSeat } from './seats.js';

describe('a refused socket', () => {
  it('ends a seat with 401 and 403, and with nothing else', () => {
    const refusal = fc.record(
      { status: fc.integer({ min: 100, max: 599 }), retryAfterMs: fc.nat() },
      { requiredKeys: ['status'] },
    );
    fc.assert(
      fc.property(fc.option(refusal, { nil: undefined }), (told) => {
        const isAboutTheToken = told?.status === 401 || told?.status === 403;
        expect(pauseAfterRefusal(told) === null).toBe(isAboutTheToken);
      }),
    );
  });

  it('knocks again when the server has asked it to', () => {
    expect(pauseAfterRefusal({ status: 503, retryAfterMs: 250 })).toBe(250);
    expect(pauseAfterRefusal(undefined)).toBe(1000);
  });
});

it('pages that the server hangs up on knock ever more seldom', () => {
  const pauses = [0, 1, 2, 3, 50].map(pauseAfterHangUp);
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 30_000]);
});

describe('the line to the classroom', () => {
  let http: HttpServer;
  let server: Server;
  let line: ClassroomLine | undefined;
  let states: LineState[];
  let refusal: object | null;
  const tokens: unknown[] = [];

  beforeEach(async () => {
    states = [];
    refusal = null;
    tokens.length = 0;
    http = createServer();
    server = new Server(http);
    server.of('/classroom').use((socket, next) => {
      tokens.push(socket.handshake.auth['token']);
      next(refusal ? Object.assign(new Error('refused'), { data: refusal }) : undefined);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    vi.stubGlobal('location', new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/s/s1`));
    takeSeat('s1', joined());
  });
  afterEach(async () => {
    line?.close();
    leaveSeat('s1');
    await server.close();
    vi.unstubAllGlobals();
  });

  const open = () => {
    line = openLine({ studentOf: 's1' }, 's1', (state) => states.push(state));
  };
  const state = () => expect.poll(() => states.at(-1), { timeout: 5000 });

  it('comes back by itself when the server had no database for a moment', async () => {
    refusal = { status: 503, code: 'database-away', retryAfterMs: 20 };
    open();
    await state().toBe('lost');
    refusal = null;
    await state().toBe('connected');
    expect(states).not.toContain('ended');
    expect(new Set(tokens)).toEqual(new Set(['lk_student_mei']));
  });

  it('comes back by itself after the server has hung up', async () => {
    open();
    await state().toBe('connected');
    server.of('/classroom').disconnectSockets(true);
    await state().toBe('lost');
    await state().toBe('connected');
  });

  it('ends when the token is no longer valid, also after it was', async () => {
    open();
    await state().toBe('connected');
    refusal = { status: 401, code: 'unauthorized' };
    server.of('/classroom').disconnectSockets(true);
    await state().toBe('ended');
  });
});
