import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockstep, recording, temporaryFolder } from '../test/lockstep.js';

describe('help', () => {
  it.each([
    { args: ['--help'], contains: 'Usage: lockstep <command> <verb>' },
    { args: ['sei', '--help'], contains: 'inspect   list the SEI messages' },
    { args: ['sei', 'inspect', '--help'], contains: 'index of the access unit in decode order' },
    { args: ['sei', 'inject', '-h'], contains: 'EVENTS.jsonl' },
    { args: ['sei', 'strip', '--help'], contains: '--uuid U' },
  ])('of $args goes to stdout and is no error', async ({ args, contains }) => {
    const { code, stdout, stderr } = await lockstep(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.toString()).toContain(contains);
    const longest = Math.max(
      ...stdout
        .toString()
        .split('\n')
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(110);
  });
  it('tells the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect((await lockstep(['--version'])).stdout.toString()).toBe(`${version}\n`);
  });
});

describe('wrong usage', () => {
  const flv = recording('avc.flv');
  const wrong = [
    { args: [], message: 'Usage: lockstep <command> <verb>' },
    { args: ['sei'], message: 'Usage: lockstep sei <verb>' },
    { args: ['seo'], message: "Did you mean 'sei'?" },
    { args: ['sei', 'inpsect', 'x'], message: "Did you mean 'inspect'?" },
    { args: ['sei', 'frobnicate'], message: 'There is: inspect, inject, strip.' },
    { args: ['sei', 'inspect'], message: 'Which video?' },
    { args: ['sei', 'inspect', 'a', 'b'], message: 'One file at a time' },
    { args: ['sei', 'inspect', 'a', '--colour'], message: "Unknown option '--colour'" },
    { args: ['sei', 'inspect', 'a', '--format', 'avi'], message: "There is no format 'avi'" },
    { args: ['sei', 'inspect', 'a', '--fps', 'fast'], message: "--fps needs a number above 0, not 'fast'" },
    { args: ['sei', 'inspect', 'a', '--fps'], message: '--fps' },
    { args: ['sei', 'inject', flv], message: 'Where to?' },
    { args: ['sei', 'inject', flv, 'out.flv'], message: 'Which events?' },
    { args: ['sei', 'inject', '-', 'out.flv', '--events', '-'], message: 'stdin cannot be both' },
    { args: ['sei', 'strip', flv, flv], message: 'the same file' },
    { args: ['sei', 'strip', flv, 'out.mp4'], message: 'cannot be .mp4' },
    { args: ['sei', 'strip', recording('0.mpegts'), 'out.ts'], message: 'MPEG-TS is read, not written' },
    { args: ['sei', 'strip', recording('video.mp4'), '-'], message: 'MP4 is read, not written' },
    { args: ['sei', 'strip', 'a', 'b', '--uuid', 'x'], message: "'x' is no UUID" },
    {
      args: ['sei', 'strip', 'a', 'b', '--all', '--uuid', '5bbdd4ab-82fa-4e77-9424-3f7067522992'],
      message: 'Either',
    },
  ];
  it.each(wrong)('$args is exit code 2, with a hint and the usage line', async ({ args, message }) => {
    const { code, stdout, stderr } = await lockstep(args);
    expect(code).toBe(2);
    expect(stdout).toHaveLength(0);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^Usage: lockstep/m);
  });
});

describe('unreadable input', () => {
  const noise = randomBytes(5000).fill(0x99, 0, 4);
  const half = (name: string): Buffer => readFileSync(recording(name)).subarray(0, 30_000);
  const inputs = [
    { name: 'noise.bin', bytes: noise, message: 'byte 0: begins like no video' },
    { name: 'noise.flv', bytes: noise, message: 'byte 0: an FLV file begins with the letters FLV' },
    { name: 'noise.264', bytes: noise, message: 'byte 0: no start code' },
    { name: 'noise.ts', bytes: noise, message: 'byte 0: no transport packets' },
    { name: 'noise.mp4', bytes: noise, message: 'cannot be read: ' },
    { name: 'empty.flv', bytes: Buffer.alloc(0), message: 'is empty' },
    {
      name: 'other.mkv',
      bytes: Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...noise]),
      message: 'cannot be read: no track can be read',
    },
    { name: 'cut.flv', bytes: half('avc.flv'), message: /byte \d+: the input ends inside of a tag/ },
    { name: 'cut.mp4', bytes: half('video.mp4'), message: /the file ends before frame \d+/ },
    {
      name: 'index-cut.mp4',
      bytes: half('video.mp4').subarray(0, 3000),
      message: 'its index is missing, damaged or cut',
    },
    {
      name: 'one-byte.flv',
      bytes: Buffer.from('F'),
      message: 'byte 0: the input ends inside of the file header',
    },
  ];
  it.each(inputs)('$name is exit code 1, with place and reason', async ({ name, bytes, message }) => {
    const path = temporaryFolder().write(name, bytes);
    const { code, stderr } = await lockstep(['sei', 'inspect', path]);
    expect(code).toBe(1);
    expect(stderr).toContain(`lockstep sei inspect: ${path}: `);
    expect(stderr).toMatch(message);
  });
  it.each([
    { path: 'no/such/file.flv', message: 'no such file' },
    { path: dirname(recording('avc.flv')), message: 'is a directory' },
  ])('$path: $message', async ({ path, message }) => {
    const { code, stderr } = await lockstep(['sei', 'inspect', path]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `lockstep sei inspect: ${path}: ${message}\n` });
  });
  it('leaves no output of a video that cannot be read on', async () => {
    const folder = temporaryFolder();
    const damaged = readFileSync(recording('avc.flv'));
    damaged.fill(0xff, 13 + 11 + 300, 30_000); // over the sequence header and the first frames
    const path = folder.write(
      'cut.flv',
      Buffer.concat([damaged.subarray(0, 3), Buffer.from([2]), damaged.subarray(4)]),
    );
    expect((await lockstep(['sei', 'strip', path, folder.path('out.flv')])).code).toBe(1);
    expect(readdirSync(dirname(path))).toEqual(['cut.flv']);
  });
  it.each([
    { out: 'no/such/folder.flv', message: 'there is no such directory' },
    { out: dirname(recording('avc.flv')), message: 'is a directory' },
  ])('cannot write $out: $message', async ({ out, message }) => {
    const { code, stderr } = await lockstep(['sei', 'strip', recording('avc.flv'), out]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `lockstep sei strip: ${out}: ${message}\n` });
  });
});

describe('the format of an input', () => {
  const named = (name: string, as: string): string =>
    temporaryFolder().write(as, readFileSync(recording(name)));
  it.each([
    { name: 'avc.flv', as: 'video.mp4', label: 'FLV' },
    { name: 'video.mp4', as: 'video.flv', label: 'MP4' },
    { name: '0.mpegts', as: 'video.264', label: 'MPEG-TS' },
    { name: 'BA_MW_D.264', as: 'video.h265', label: '100 H.264' },
  ])('is what $name contains, not what its name $as says', async ({ name, as, label }) => {
    const { code, stdout } = await lockstep(['sei', 'inspect', named(name, as), '--summary']);
    expect(code).toBe(0);
    expect(stdout.toString()).toContain(label);
  });
  it('is what --format says, before what it contains', async () => {
    const { code, stderr } = await lockstep(['sei', 'inspect', recording('avc.flv'), '--format', 'ts']);
    expect(code).toBe(1);
    expect(stderr).toContain('no transport packets');
  });
});
