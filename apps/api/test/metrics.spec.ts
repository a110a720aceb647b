import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EventReceipt, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as yaml from 'yaml';
import { EventBus } from '../src/events/event-bus.js';
import { AnswerJudged } from '../src/virtual-teacher/judging/judging-events.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const deploy = path.resolve(import.meta.dirname, '../../../deploy');
const RULES = path.join(deploy, 'prometheus/lockstep-alerts.yml');
const DASHBOARD = path.join(deploy, 'grafana/lockstep.json');
const patience = { timeout: 30_000, interval: 100 };

let film: Film;
let server: TestServer;
let admin: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 4 });
  server = await TestServer.start({ settings: { METRICS_LOOPBACK: 'true' } });
  admin = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const read = async (headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.web}/metrics`, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};
/** Values by name and labels, such as `lockstep_viewers{transport="flv"}`. */
const values = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

/** Names of our metrics in an expression of PromQL. */
const namesIn = (text: string): string[] => [...new Set(text.match(/\blockstep_[a-z_]+/g))];

describe('the metrics of a server', () => {
  it('are read with the token of an operator, or from this machine where nothing stands between', async () => {
    const operator = { Authorization: `Bearer ${server.token}` };
    expect(await read()).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(await read({ 'X-Forwarded-For': '192.0.2.1' })).toMatchObject({ status: 401 });
    expect(await read({ Via: '1.1 varnish' })).toMatchObject({ status: 401 });
    expect(await read({ Via: '1.1 varnish', ...operator })).toMatchObject({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
    });
  });

  it('tell of a live session what is on air, and dashboard and alarms name no others', async () => {
    const session = await makeSession(admin, await makeLesson(admin), { cues: 'manual' });
    const { key } = await makeKey(admin, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    expect(publisher.isRunning).toBe(true);
    await vi.waitFor(async () => {
      expect((await admin.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(50), patience);
    await fetch(`${server.web}/live/${session.id}/index.m3u8`).then((response) => response.text());
    const event = { type: 'slide.shown', index: 1 };
    await admin.post<EventReceipt>(`/api/sessions/${session.id}/events`, { event });
    await admin.post<EventReceipt>(`/api/sessions/${session.id}/events`, {
      event,
      ptsMs: (viewer.frames.at(-1) ?? 0) + 2000,
    });
    const by = { brain: 'openai', latencyMs: 700, tokens: { input: 20, output: 7 } } as const;
    const judgement = { verdict: 'right', by: { ...by, insteadOf: { brain: 'openai', reason: 'timeout' } } };
    server.application.nest.get(EventBus).publish(new AnswerJudged({ judgement } as never));

    const of = `{session="${session.id}"}`;
    const now = await vi.waitFor(async () => {
      const found = values((await read()).text);
      expect(found.get(`lockstep_stream_bitrate_bps${of}`)).toBeGreaterThan(10_000);
      expect(found.get('lockstep_events_aired_total{origin="teacher"}')).toBe(2);
      return found;
    }, patience);
    expect(now.get(`lockstep_stream_frame_rate${of}`)).toBeCloseTo(25, 0);
    expect(now.get(`lockstep_stream_key_frame_interval_seconds${of}`)).toBeCloseTo(1, 0);
    expect(now.get(`lockstep_stream_publishing${of}`)).toBe(1);
    expect(now.get(`lockstep_stream_jitter_seconds${of}`)).toBeGreaterThan(0);
    expect(now.get('lockstep_viewers{transport="flv"}')).toBe(1);
    expect(now.get('lockstep_viewers{transport="hls"}')).toBe(1);
    expect(now.get('lockstep_viewer_bytes_total{transport="packaged"}')).toBeGreaterThan(100);
    expect(now.get('lockstep_viewer_bytes_total{transport="flv"}')).toBeGreaterThan(10_000);
    expect(now.get(`lockstep_recorder_bytes_total${of}`)).toBeGreaterThan(1000);
    expect(now.get('lockstep_event_stamping_delay_seconds_count')).toBeGreaterThanOrEqual(1);
    expect(now.get('lockstep_event_planned_offset_seconds_count')).toBe(1);
    expect(now.get('lockstep_judge_tokens_total{direction="output"}')).toBe(7);
    expect(now.get('lockstep_judge_fallbacks_total{reason="timeout"}')).toBe(1);
    expect(now.get('lockstep_database_up')).toBe(1);
    expect(now.get('lockstep_compile_jobs{state="queued"}')).toBe(0);
    expect(now.get('lockstep_memory_bytes{kind="rss"}')).toBeGreaterThan(50e6);

    const known = new Set([...now.keys()].map((line) => line.split('{')[0] ?? ''));
    for (const file of [RULES, DASHBOARD]) {
      const named = namesIn(await readFile(file, 'utf8'));
      expect(named.length).toBeGreaterThan(5);
      expect(named.filter((name) => !known.has(name))).toEqual([]);
    }
    const documented = namesIn(await readFile(path.join(deploy, '../docs/operations.md'), 'utf8'));
    const families = [...known].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    expect(
      [...new Set(families)].filter((name) => name.startsWith('lockstep_') && !documented.includes(name)),
    ).toEqual([]);
  });

  it('name nobody', async () => {
    const { text } = await read();
    const labels = [...text.matchAll(/[{,]([a-z_]+)="/g)].map(([, label]) => label);
    const allowed =
      'brain direction kind le media origin percentile reason session state transport verdict'.split(' ');
    expect([...new Set(labels)].filter((label) => !allowed.includes(label ?? ''))).toEqual([]);
  });
});

describe('what is shipped for Prometheus and Grafana', () => {
  const promtool = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('promtool', args);
    return stdout;
  };

  it('is taken by promtool, and each alarm says what to do', async () => {
    expect(await promtool('check', 'rules', RULES)).toMatch(/SUCCESS: \d+ rules found/);
    const { groups } = yaml.parse(await readFile(RULES, 'utf8')) as {
      groups: { rules: { alert: string; annotations: { summary: string; description: string } }[] }[];
    };
    for (const { annotations } of groups.flatMap(({ rules }) => rules)) {
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.description).toMatch(/\.$/);
    }
  });

  it('shows in its dashboard only expressions that Prometheus understands', async () => {
    const { panels } = JSON.parse(await readFile(DASHBOARD, 'utf8')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const rules = panels.flatMap(({ targets }, i) =>
      targets.map(({ expr }, k) => ({
        record: `panel:${String(i)}:${String(k)}`,
        expr: expr.replaceAll('$session', '.*'),
      })),
    );
    const file = path.join(server.folder, 'panels.yml');
    await writeFile(file, yaml.stringify({ groups: [{ name: 'panels', rules }] }));
    expect(await promtool('check', 'rules', file)).toContain(`SUCCESS: ${String(rules.length)} rules found`);
  });

  it('begins with what Prometheus reads of a running server', async () => {
    const { text } = await read();
    const child = execFile('promtool', ['check', 'metrics']);
    child.stdin?.end(text);
    let said = '';
    child.stderr?.on('data', (chunk: string) => (said += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, said]).toEqual([0, '']);
  });
});
