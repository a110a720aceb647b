import type {
  AuditEntry,
  DeliveryTemplate,
  EncoderStatus,
  EventReceipt,
  Restream,
  Session,
  SessionRenditions,
  TemplateDryRun,
} from '@lockstep/contracts';
import sharp from 'sharp';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@lockstep/media';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Restreaming } from '../src/restreams/restreaming.js';
import { Ladders } from '../src/streaming/ladders.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 20_000, interval: 50 };

let film: Film;
let server: TestServer;
let admin: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2, bFrames: 2 });
  server = await TestServer.start({
    settings: { LADDER: '720p:1800, 120p:150, 90p:80@12', WEBHOOK_NETWORKS: '127.0.0.1/32' },
    media: { 'film.mp4': film.path },
  });
  admin = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the renditions of a session', () => {
  it('are made while it is published, listed for players, and gone with it', async () => {
    const session: Session = await makeSession(admin, await makeLesson(admin), { cues: 'manual' });
    const { key } = await makeKey(admin, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    const at = `${server.web}/live/${session.id}`;
    const ladder = () => server.application.nest.get(Ladders).find(session.id);
    await vi.waitFor(
      () => expect(ladder()?.status.renditions.map(({ state }) => state)).toEqual(['live', 'live']),
      patience,
    );
    const list = await (await fetch(`${at}/index.m3u8`)).text();
    expect(list.match(/RESOLUTION=\d+x\d+/g)).toEqual([
      'RESOLUTION=320x180',
      'RESOLUTION=214x120',
      'RESOLUTION=160x90',
    ]);
    expect((await fetch(`${at}/media.m3u8?rendition=120p`)).status).toBe(200);
    expect((await fetch(`${at}/media.m3u8?rendition=720p`)).status).toBe(404);
    expect(await (await fetch(`${at}/manifest.mpd`)).text()).toContain('<Representation id="90p-0"');

    const pid = ladder()?.status.pid ?? NaN;
    expect(isRunning(pid)).toBe(true);
    expect(publisher.isRunning).toBe(true);
    await admin.post(`/api/sessions/${session.id}/end`, undefined);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), patience);
    expect(ladder()).toBeUndefined();
  });
});

const logo = () =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();

const sendImage = async (id: string, body: Buffer | string) =>
  fetch(`${server.web}/api/templates/${id}/image`, {
    ...{ method: 'PUT', headers: { Authorization: `Bearer ${server.token}` } },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });

/** The colour of a pixel of a frame of a film. */
async function colourAt(film: Uint8Array, left: number, top: number): Promise<number[]> {
  const ffmpeg = await findFfmpeg();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-look-'));
  try {
    const [input, frame] = [path.join(folder, 'film.mp4'), path.join(folder, 'frame.png')];
    await writeFile(input, film);
    await promisify(execFile)(ffmpeg, ['-v', 'error', '-ss', '0.5', '-i', input, '-frames:v', '1', frame]);
    return [...(await sharp(frame).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('templates', () => {
  afterEach(async () => {
    for (const { id } of await admin.get<DeliveryTemplate[]>('/api/templates'))
      await admin.call('DELETE', `/api/templates/${id}`);
  });

  it('are changed while a session is live: its players go on with what is made now', async () => {
    const session: Session = await makeSession(admin, await makeLesson(admin), { cues: 'manual' });
    const { key } = await makeKey(admin, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    const seen = () => admin.get<SessionRenditions>(`/api/sessions/${session.id}/renditions`);
    const live = (...names: string[]) =>
      vi.waitFor(async () => {
        const { renditions } = await seen();
        expect(renditions.map(({ name, state }) => [name, state])).toEqual(
          names.map((name) => [name, 'live']),
        );
      }, patience);
    await live('120p', '90p');
    expect(await seen()).toMatchObject({ chosenId: null, template: null, encoder: 'x264', alarms: [] });

    const template = await admin.post<DeliveryTemplate>('/api/templates', {
      name: 'Small',
      renditions: [{ name: 'small', height: 100, videoKbps: 100, profile: 'main' }],
      watermark: { corner: 'top-left', text: "it's 100 %", showsTime: true },
      blur: [{ x: 0.5, y: 0.5, width: 0.5, height: 0.5 }],
      encoder: 'nvenc',
    });
    expect((await sendImage(template.id, await logo())).status).toBe(200);
    const chosen = { templateId: template.id };
    expect(await admin.put(`/api/lessons/${session.lesson.id}/template`, chosen)).toEqual(chosen);
    expect(await admin.get(`/api/lessons/${session.lesson.id}/template`)).toEqual(chosen);
    await live('small');
    const holding = await seen();
    expect(holding.template).toEqual({ id: template.id, name: 'Small', from: 'lesson' });
    const encoders = await admin.get<EncoderStatus[]>('/api/encoders');
    expect(encoders.map(({ encoder, works }) => works && encoder)).toContain('x264');
    if (encoders.some(({ encoder, works }) => encoder === 'nvenc' && !works)) {
      expect(holding.encoder).toBe('x264');
      expect(holding.alarms).toMatchObject([{ code: 'encoder' }]);
    }

    const renditions = [
      { name: 'small', height: 96, videoKbps: 100 },
      { name: 'tiny', height: 48, videoKbps: 50, frameRate: 10 },
    ];
    await admin.call('PATCH', `/api/templates/${template.id}`, { renditions, encoder: 'x264' });
    await live('small', 'tiny');
    expect((await seen()).alarms).toEqual([]);
    const list = await (await fetch(`${server.web}/live/${session.id}/index.m3u8`)).text();
    expect(list.match(/RESOLUTION=\d+x\d+/g)).toEqual([
      'RESOLUTION=320x180',
      'RESOLUTION=170x96',
      'RESOLUTION=86x48',
    ]);
    await admin.call('DELETE', `/api/templates/${template.id}`);
    await live('120p', '90p');
    expect(publisher.isRunning).toBe(true);
    const noted = await admin.get<AuditEntry[]>('/api/audit?limit=5');
    expect(noted.map(({ action }) => action)).toEqual([
      'template.deleted',
      'template.changed',
      'template.chosen',
      'template.changed',
      'template.created',
    ]);
  });

  it('are tried on a file: what comes out, how long it takes and how many cores', async () => {
    const template = await admin.post<DeliveryTemplate>('/api/templates', {
      name: 'Tried',
      renditions: [{ name: 'r', height: 160, videoKbps: 300 }],
      watermark: { corner: 'bottom-right' },
      isDefault: true,
    });
    await sendImage(template.id, await logo());
    const run = await admin.post<TemplateDryRun>(`/api/templates/${template.id}/dry-run`, {
      mediaFile: 'film.mp4',
      seconds: 1,
    });
    expect(run).toMatchObject({
      source: { width: 320, height: 180 },
      renditions: [{ width: 284, height: 160 }],
    });
    expect(run.cores).toBeGreaterThan(0);
    const result = () =>
      fetch(`${server.web}${run.renditions[0]?.address}`, {
        headers: { Authorization: `Bearer ${server.token}` },
      });
    // the image stands 3 % from the edges, 12 % high and twice as wide
    const [red = 0, green = 255, blue = 255] = await colourAt(
      await (await result()).bytes(),
      284 - 20,
      160 - 16,
    );
    expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
    const again = admin.call('POST', `/api/templates/${template.id}/dry-run`, {
      mediaFile: 'film.mp4',
      seconds: 2,
    });
    const refused = await admin.call('POST', `/api/templates/${template.id}/dry-run`, {
      mediaFile: 'film.mp4',
    });
    expect([refused.status, refused.body.code].concat((await again).status)).toEqual([
      409,
      'dry-run-busy',
      200,
    ]);
    expect((await result()).status).toBe(404);
  });

  it('are refused where they do not fit, and nothing changes', async () => {
    const good = { name: 'One', renditions: [{ name: 'a', height: 90, videoKbps: 100 }] };
    const { id } = await admin.post<DeliveryTemplate>('/api/templates', { ...good, isDefault: true });
    const twice = await admin.call('POST', '/api/templates', good);
    expect([twice.status, twice.body.code]).toEqual([409, 'template-name-taken']);
    const bodies = [
      { ...good, renditions: [] },
      { ...good, renditions: [...good.renditions, ...good.renditions] },
      { ...good, crop: { x: 0.5, y: 0, width: 0.6, height: 1 } },
      { ...good, watermark: { corner: 'top-left', text: 'two\nlines' } },
    ];
    for (const body of bodies) expect((await admin.call('POST', '/api/templates', body)).status).toBe(400);
    expect((await sendImage(id, 'no image')).status).toBe(400);
    await admin.post('/api/templates', { ...good, name: 'Two', isDefault: true });
    const all = await admin.get<DeliveryTemplate[]>('/api/templates');
    expect(all.map(({ name, isDefault, hasImage }) => [name, isDefault, hasImage])).toEqual([
      ['One', false, false],
      ['Two', true, false],
    ]);
  });
});

describe('restreams', () => {
  it('publish a session to another server with its events, and are told of as they do', async () => {
    const lesson = await makeLesson(admin);
    const from: Session = await makeSession(admin, lesson, { cues: 'manual' });
    const to: Session = await makeSession(admin, lesson, { cues: 'manual' });
    const key = await makeKey(admin, from.id);
    const relay = await admin.post<{ key: string }>('/api/stream-keys', {
      sessionId: to.id,
      trustedRelay: true,
    });
    const at = `/api/sessions/${from.id}/restreams`;
    const target = {
      name: 'Elsewhere',
      address: server.rtmp('').replace(/\/$/, ''),
      key: 'no such key at all',
    };
    expect((await admin.call('POST', at, target)).status).toBe(400); // spaces
    const made = await admin.post<Restream>(at, { ...target, key: 'no_such_key_at_all' });
    expect(made).toMatchObject({ keyHint: '_all', status: null });
    await using publisher = await Publisher.start(film, server.rtmp(key.key));
    const status = async () => (await admin.get<Restream[]>(at))[0]?.status;
    await vi.waitFor(async () => expect(await status()).toMatchObject({ failure: 'refused' }), patience);
    expect((await admin.call('PATCH', `${at}/${made.id}`, { key: relay.key })).status).toBe(200);
    await vi.waitFor(
      async () => expect(await status()).toMatchObject({ state: 'live', failure: null }),
      patience,
    );
    await vi.waitFor(async () => expect((await status())?.kbps).toBeGreaterThan(0), patience);

    await using viewer = new Viewer(`${server.web}/live/${to.id}.flv`);
    const { seq } = await admin.post<EventReceipt>(`/api/sessions/${from.id}/events`, {
      event: { type: 'caption', text: 'From there' },
    });
    await vi.waitFor(() => expect(viewer.events).toContainEqual(expect.objectContaining({ seq })), patience);
    expect(publisher.isRunning).toBe(true);

    expect(JSON.stringify(await admin.get(at))).not.toContain(relay.key);
    expect((await admin.call('DELETE', `${at}/${made.id}`)).status).toBe(204);
    const noted = await admin.get<AuditEntry[]>('/api/audit?limit=3');
    expect(noted.map(({ action }) => action)).toEqual([
      'restream.deleted',
      'restream.changed',
      'restream.created',
    ]);
  });

  it('go to no address that is not allowed, and by default to no private session', async () => {
    const good = { name: 'All', address: server.rtmp('').replace(/\/$/, ''), key: 'for-{session}' };
    for (const host of ['10.0.0.1', '169.254.169.254', '2130706434', '[::1]', '0x7f.2']) {
      const refused = await admin.call('POST', '/api/restreams', { ...good, address: `rtmp://${host}/app` });
      expect([host, refused.status, refused.body.code]).toEqual([host, 400, 'restream-address']);
    }
    const { id } = await admin.post<Restream>('/api/restreams', good);
    const wanted = { cues: 'manual', access: { private: true } } as const;
    const hidden = await makeSession(admin, await makeLesson(admin), wanted);
    const open = await makeSession(admin, await makeLesson(admin), { cues: 'manual' });
    const keys = [await makeKey(admin, hidden.id), await makeKey(admin, open.id)];
    await using first = await Publisher.start(film, server.rtmp(keys[0]?.key ?? ''));
    await using second = await Publisher.start(film, server.rtmp(keys[1]?.key ?? ''));
    const restreaming = server.application.nest.get(Restreaming);
    await vi.waitFor(() => expect(restreaming.statusOf(open.id, id)?.failure).toBe('refused'), patience);
    expect(restreaming.statusOf(hidden.id, id)).toBeNull();
    expect([first.isRunning, second.isRunning]).toEqual([true, true]);
    expect((await admin.call('DELETE', `/api/restreams/${id}`)).status).toBe(204);
  });
});
