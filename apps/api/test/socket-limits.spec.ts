import type { Joined, RosterEntry, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let teacher: Client;
let session: Session;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  session = await makeSession(teacher, await makeLesson(teacher));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const join = (name: string) => teacher.post<Joined>(`/api/sessions/${session.id}/join`, { name });

describe('one student', () => {
  it('announces a presence that changes all the time now and then, and its last state', async () => {
    const ann = await join('Ann');
    using socket = await ClassSocket.open(server.web, { token: ann.token });
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: session.id });
    const updates = Array.from({ length: 20 }, (_, i) =>
      socket.call('presence:update', { visible: i % 2 === 0, ptsMs: null, latencyMs: 1000 * i }),
    );
    expect(await Promise.all(updates)).toEqual(Array(20).fill({ ok: true, value: {} }));
    const last = { visible: false, latencyMs: 19_000 };
    await vi.waitFor(() => expect(staff.heard<RosterEntry>('roster:changed').at(-1)).toMatchObject(last));
    expect(staff.heard('roster:changed').length).toBeLessThan(20);
  });

  it('has eight connections at most; the oldest goes', async () => {
    const { token } = await join('Ben');
    const sockets: ClassSocket[] = [];
    for (let i = 0; i < 10; i++) sockets.push(await ClassSocket.open(server.web, { token }));
    await vi.waitFor(() =>
      expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, false, ...Array<boolean>(8).fill(true)]),
    );
    for (const socket of sockets) socket[Symbol.dispose]();
  });
});
