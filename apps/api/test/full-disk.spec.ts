import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ScriptDraft } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { StartupError } from '../src/config/startup-error.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';
import { fill, smallDisk } from './support/small-disk.js';

const MiB = 1024 * 1024;

describe('a disk that is full', async () => {
  await using probe = await smallDisk(1);
  const canMount = probe !== undefined;

  it.runIf(canMount)(
    'is told by /health/ready and by the refusal, and what comes after it is as before',
    async () => {
      await using disk = await smallDisk(300);
      if (!disk) return;
      await using server = await TestServer.start({ folder: path.join(disk.folder, 'data') });
      const author = new Client(server.web, server.token);
      const ready = () => author.as(undefined).call<{ details: object }>('GET', '/health/ready');
      expect((await ready()).status).toBe(200);
      const file = await fill(disk.folder);
      await expect.poll(async () => (await ready()).status).toBe(503);
      expect((await ready()).body.details).toMatchObject({ disk: { status: 'down', free: '0 MiB' } });
      const text = `title: A\nsteps:\n  - say: ${'Hello. '.repeat(500)}\n${'# a comment\n'.repeat(10_000)}`;
      const replies = [];
      for (let i = 0; i < 300; i++) {
        const reply = await author.call('POST', '/api/lessons/script', { text });
        replies.push(reply);
        if (reply.status !== 201) break;
      }
      expect(replies.at(-1)).toMatchObject({ status: 507, body: { code: 'no-room' } });
      await rm(file);
      await expect.poll(async () => (await ready()).status).toBe(200);
      expect(await author.post<ScriptDraft>('/api/lessons/script', { text })).toMatchObject({ title: 'A' });
    },
  );

  it.runIf(canMount)('is told in one sentence by a start on it', async () => {
    await using disk = await smallDisk(80);
    if (!disk) return;
    await writeFile(path.join(disk.folder, 'filling'), Buffer.alloc(70 * MiB));
    const failed = await TestServer.start({ folder: path.join(disk.folder, 'data') }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(StartupError);
    expect((failed as StartupError).message).toMatch(
      /^There is no room on the disk of the data folder [^\n]*\.$/,
    );
  });
});
