import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Joined, Session, TokenCreated } from '@lockstep/contracts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Client } from './support/client.js';
import { ClassSocket } from './support/class-socket.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { build, ServerProcess } from './support/server-process.js';

const patience = { timeout: 20_000, interval: 50 };

it('writes no secret to its log at the most talkative level, and none of them to its folder', async () => {
  await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await using film = await Film.shoot({ seconds: 2 });
  const secrets: string[] = [];
  {
    await using server = await ServerProcess.start({ DATA_DIR: folder, DEMO: 'false', LOG_LEVEL: 'debug' });
    const beginning = server.output;
    const admin = new Client(server.web, server.links.token ?? '');
    const session = await makeSession(admin, await makeLesson(admin));
    const key = await makeKey(admin, session.id);
    const wrongKey = `${key.key}x`;
    const teacher = await admin.post<TokenCreated>('/api/tokens', { name: 'T', role: 'teacher' });
    const ann = await admin.post<Joined>(`/api/sessions/${session.id}/join`, { name: 'Ann' });
    secrets.push(server.links.token ?? '', key.key, wrongKey, teacher.token, ann.token);

    await using refused = await Publisher.start(film, `${server.links.rtmp}/${wrongKey}`);
    await refused.ended();
    await using accepted = await Publisher.start(film, `${server.links.rtmp}/${key.key}`);
    await vi.waitFor(async () => {
      expect((await admin.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    expect(accepted.isRunning).toBe(true);
    using socket = await ClassSocket.open(server.web, { token: ann.token });
    await socket.call('answer:submit', { token: ann.token });
    await expect(ClassSocket.open(server.web, { token: `${ann.token}x` })).rejects.toThrow();
    await admin.as(`${teacher.token}x`).call('GET', '/api/lessons');
    await admin.call('POST', `/api/lessons?token=${teacher.token}`, { title: '' });
    await admin.call('DELETE', `/api/stream-keys/${key.id}`);
    await accepted.ended();
    await admin.call('POST', `/api/sessions/${session.id}/end`);
    await server.signalled('SIGTERM');

    const log = server.output.slice(beginning.length);
    expect(log).toContain('refused: the stream key is not known');
    for (const secret of secrets) expect(log.includes(secret.slice(-20))).toBe(false);
  }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    for (const secret of secrets) expect(bytes.includes(secret), entry.name).toBe(false);
  }
});
