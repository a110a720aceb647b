import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ffmpeg } from '../../test/ffmpeg.js';
import { lockstep, temporaryFolder } from '../../test/lockstep.js';
import type { Diagnosis } from './doctor-report.js';

const EVENTS = [10, 20, 30, 40, 50]
  .map((frame) => JSON.stringify({ frame, event: { type: 'marker', name: `at ${String(frame)}` } }))
  .join('\n');

/** A folder with an FLV that has five events, and what else a test puts there, over HTTP. */
async function served(): Promise<{ path: (name: string) => string; url: (name: string) => string }> {
  const folder = temporaryFolder();
  const plain = folder.path('plain.flv');
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=3', '-c:a', 'aac'];
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=160x90:rate=25:duration=3',
    ...tone,
    '-c:v',
    'libx264',
    '-g',
    '25',
    plain,
  );
  const events = folder.write('events.jsonl', EVENTS);
  const injected = await lockstep(['sei', 'inject', plain, folder.path('origin.flv'), '--events', events]);
  expect(injected.code).toBe(0);
  const root = folder.path('.');
  const http = createServer(({ url = '/' }, response) => {
    const file = join(root, url);
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  return { path: folder.path, url: (name) => `http://127.0.0.1:${String(port)}/${name}` };
}

async function diagnosed(...addresses: readonly string[]): Promise<Diagnosis & { code: number | null }> {
  const { code, stdout, stderr } = await lockstep(['stream', 'doctor', ...addresses, '--json']);
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout.toString()) as Diagnosis) };
}
const codesOf = ({ hops }: Diagnosis): string[] =>
  hops.map(({ findings }) => findings.map(({ code }) => code).join());

describe('the doctor of streams', () => {
  it('finds nothing where ffmpeg copies, in a file and in HLS of both kinds', async () => {
    const { path, url } = await served();
    const copy = ['-i', path('origin.flv'), '-c', 'copy'];
    ffmpeg(...copy, path('copy.ts'));
    ffmpeg(...copy, '-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod', path('ts.m3u8'));
    const fmp4 = ['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'];
    ffmpeg(...copy, '-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod', ...fmp4, path('fmp4.m3u8'));
    const found = await diagnosed(url('origin.flv'), path('copy.ts'), url('ts.m3u8'), url('fmp4.m3u8'));
    expect(codesOf(found)).toEqual(['', '', '']);
    expect(found).toMatchObject({ code: 0, firstFaulty: null, origin: { messages: 5 } });
    for (const hop of found.hops) expect(hop).toMatchObject({ expected: 5, kept: 5, moved: 0 });
  });
  it('names the first hop that is at fault, and why', async () => {
    const { path, url } = await served();
    const input = ['-i', path('origin.flv'), '-an'];
    ffmpeg(...input, '-c', 'copy', path('copy.flv'));
    ffmpeg(...input, '-c:v', 'copy', '-bsf:v', 'filter_units=remove_types=6', path('without.flv'));
    ffmpeg(...input, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', path('encoded.flv'));
    const found = await diagnosed(
      ...[url('origin.flv'), url('copy.flv'), url('without.flv'), url('encoded.flv'), url('gone.flv')],
    );
    expect(codesOf(found)).toEqual(['', 'sei-removed', 're-encoded', 'reading-ended']);
    expect(found).toMatchObject({ code: 1, firstFaulty: url('without.flv') });
    expect(found.hops[3]?.findings[0]?.detail).toContain('status 404');
  });
  it('tells people in words', async () => {
    const { path } = await served();
    ffmpeg(
      '-i',
      path('origin.flv'),
      '-c:v',
      'copy',
      '-bsf:v',
      'filter_units=remove_types=6',
      '-an',
      path('without.flv'),
    );
    const { code, stdout } = await lockstep(['stream', 'doctor', path('origin.flv'), path('without.flv')]);
    expect(code).toBe(1);
    expect(stdout.toString()).toContain('0 of 5 messages');
    expect(stdout.toString()).toContain(`The first address with a fault is ${path('without.flv')}`);
  });
  it.each([
    { args: [], says: 'Give the origin and at least one more address.' },
    { args: ['a.flv', 'b.flv', '--seconds', '0'], says: '--seconds needs a number above 0' },
    { args: ['a.flv', 'gopher://b'], says: 'Addresses with gopher: are not read.' },
  ])('refuses $args', async ({ args, says }) => {
    const { code, stderr } = await lockstep(['stream', 'doctor', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
  it('says why the origin cannot be read', async () => {
    const { path } = await served();
    const { code, stderr } = await lockstep(['stream', 'doctor', path('no.flv'), path('origin.flv')]);
    expect(code).toBe(1);
    expect(stderr).toContain('no.flv: no such file');
  });
});
