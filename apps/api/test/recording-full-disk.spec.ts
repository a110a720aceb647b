import { rm } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '@lockstep/contracts';
import { LiveSessions } from '../src/live-sessions/live-sessions.service.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { Film } from './support/media.js';
import { finished, packetsOf, recordedFor, recordingOf } from './support/recordings.js';
import { TestServer } from './support/server.js';
import { fill, smallDisk } from './support/small-disk.js';

const patience = { timeout: 30_000, interval: 50 };

describe('a recording whose disk is full', async () => {
  await using probe = await smallDisk(1);

  // without the right to mount there is no small disk to fill; the recorder itself is tested with refused writes
  it.runIf(probe !== undefined)(
    'stops with an alarm, while the class goes on, and goes on in the same timeline when there is room',
    async () => {
      await using disk = await smallDisk(64);
      if (!disk) return;
      await using film = await Film.shoot({ seconds: 4 });
      await using server = await TestServer.start({
        media: { 'film.mp4': film.path },
        settings: { RECORDING_DIR: disk.folder, RECORDING_FREE_MB: '4' },
      });
      const teacher = new Client(server.web, server.token);
      const source = { kind: 'file', file: 'film.mp4', loop: true } as const;
      const { id } = await makeSession(teacher, await makeLesson(teacher), { source, recorded: true });
      await teacher.post<Session>(`/api/sessions/${id}/start`);
      await recordedFor(teacher, id, 1000);
      const filling = await fill(disk.folder);
      const stopped = await vi.waitFor(async () => {
        const recording = await recordingOf(teacher, id);
        expect(recording.alarm).toBe('disk-full');
        return recording;
      }, patience);
      const stream = server.application.nest.get(LiveSessions).stream(id);
      const before = stream?.positionMs ?? 0;
      await vi.waitFor(() => expect(stream?.positionMs).toBeGreaterThan(before + 1000), patience);
      expect(await teacher.get<Session>(`/api/sessions/${id}`)).toMatchObject({
        status: 'live',
        onAir: true,
      });
      await rm(filling);
      const goesOn = await vi.waitFor(async () => {
        const recording = await recordingOf(teacher, id);
        expect(recording).toMatchObject({ id: stopped.id, alarm: null });
        return recording;
      }, patience);
      expect(goesOn.lostMs).toBeGreaterThan(0);
      await recordedFor(teacher, id, goesOn.durationMs + 1);
      await teacher.post<Session>(`/api/sessions/${id}/end`);
      const { files, lostMs } = await finished(teacher, id);
      expect(lostMs).toBeGreaterThanOrEqual(goesOn.lostMs);
      const playlist = await (await fetch(`${server.web}${files.hls}`)).text();
      expect(playlist).toContain('#EXT-X-DISCONTINUITY');
      const packets = await packetsOf(`${server.web}${files.mp4 ?? ''}`);
      expect(packets.length).toBeGreaterThan(25);
      expect(await packetsOf(`${server.web}${files.hls}`)).toEqual(packets);
    },
  );
});
