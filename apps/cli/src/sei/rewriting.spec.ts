import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type Amf0Value,
  FlvReader,
  metadataOf,
  readScriptData,
  writeFlvHeader,
  writeFlvTag,
  writeScriptData,
} from '@lockstep/formats';
import { LESSON_UUID, milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { decodedFrames, ffmpeg, probePackets } from '../../test/ffmpeg.js';
import { linesOf, lockstep, recording, start, temporaryFolder } from '../../test/lockstep.js';

const X264_UUID = 'dc45e9bd-e6d9-48b7-962c-d820d923eeef';
const inject = (...args: string[]) => lockstep(['sei', 'inject', ...args]);
const strip = (...args: string[]) => lockstep(['sei', 'strip', ...args]);
const inspect = async (path: string) => linesOf(await lockstep(['sei', 'inspect', path]));
const QUIET = { code: 0, stderr: '' };
const jsonLines = (...lines: object[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

/** What every stream below gets: plain data, a foreign UUID, events by frame and by time, a message in fragments. */
const EVENTS = jsonLines(
  { frame: 0, data: 'hello' },
  { frame: 2, hex: '0000000001', uuid: '00112233-4455-6677-8899-aabbccddeeff' },
  { frame: 3, event: { type: 'marker', name: 'three' } },
  { frame: 3, event: { type: 'marker', name: 'three again' } },
  { frame: 4, state: { text: 'x'.repeat(2500) } },
);

const whole = [
  'avc.flv',
  'h264_only.flv',
  'BA_MW_D.264',
  'BA1_FT_C.264',
  'MR1_BT_A.h264',
  'BA1_Sony_D.jsv',
  'test_vd_1d.264',
  'Cisco_Men_whisper_640x320_CABAC_Bframe_9.264',
];
describe.each(whole)('%s', (name) => {
  const original = recording(name);
  it('carries what was put in, looks the same, and is byte for byte the same when it is taken out', async () => {
    const folder = temporaryFolder();
    const [marked, plain] = [folder.path(`marked-${name}`), folder.path(`plain-${name}`)];
    const events = folder.write('events.jsonl', EVENTS);
    expect(await inject(original, marked, '--events', events)).toMatchObject({ code: 0 });
    const lines = (await inspect(marked)).filter(({ uuid }) => uuid !== X264_UUID);
    const byFrame = (frame: number) => lines.filter((line) => line['frame'] === frame);
    expect(byFrame(0)).toMatchObject([{ uuid: LESSON_UUID, size: 16 + 5 }]);
    expect(byFrame(2)).toMatchObject([{ uuid: '00112233-4455-6677-8899-aabbccddeeff', size: 16 + 5 }]);
    expect(byFrame(3)).toMatchObject([
      { message: { seq: 1, event: { name: 'three' } } },
      { message: { seq: 2, event: { name: 'three again' } } },
    ]);
    expect(lines.filter(({ fragment }) => fragment)).toHaveLength(3);
    expect(lines.at(-1)).toMatchObject({ message: { seq: 2, snapshot: true } });
    expect(decodedFrames(marked)).toEqual(decodedFrames(original));
    expect(
      await strip(marked, plain, '--uuid', LESSON_UUID, '--uuid', '00112233-4455-6677-8899-aabbccddeeff'),
    ).toMatchObject(QUIET);
    expect(readFileSync(plain).equals(readFileSync(original))).toBe(true);
  });
});

const encodings = [
  { name: 'H.264, B-frames', file: 'made.h264', options: ['-c:v', 'libx264', '-bf', '3'] },
  {
    name: 'H.264, several slices',
    file: 'made.h264',
    options: ['-c:v', 'libx264', '-x264-params', 'slices=4:bframes=0'],
  },
  { name: 'H.264, interlaced', file: 'made.h264', options: ['-c:v', 'libx264', '-flags', '+ildct+ilme'] },
  { name: 'H.265', file: 'made.hevc', options: ['-c:v', 'libx265', '-x265-params', 'log-level=none'] },
  { name: 'H.264 in FLV', file: 'made.flv', options: ['-c:v', 'libx264'] },
];
describe.each(encodings)('a stream of $name', ({ file, options }) => {
  it('is decoded into the same frames with a message in each of them', async () => {
    const folder = temporaryFolder();
    const made = folder.path(file);
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25', '-t', '1', ...options, made);
    const events = Array.from({ length: 25 }, (_, frame) => ({
      frame,
      event: { type: 'marker', name: `${frame}` },
    }));
    const eventsPath = folder.write('events.jsonl', jsonLines(...events));
    const marked = folder.path(`marked-${file}`);
    expect(await inject(made, marked, '--events', eventsPath)).toMatchObject(QUIET);
    expect(decodedFrames(marked)).toEqual(decodedFrames(made));
    const lines = (await inspect(marked)).filter(({ uuid }) => uuid === LESSON_UUID);
    expect(lines.map(({ frame }) => frame)).toEqual(events.map(({ frame }) => frame));
    expect(await strip(marked, folder.path(`plain-${file}`))).toMatchObject(QUIET);
    expect(folder.read(`plain-${file}`).equals(folder.read(file))).toBe(true);
  });
});

describe('inject by time', () => {
  it('finds the first frame in presentation order, in a stream with B-frames', async () => {
    const folder = temporaryFolder();
    const packets = probePackets(recording('avc.flv'));
    const times = [0, 133, 134, 1000, 1001, 2345, 9000];
    const events = folder.write('events.jsonl', jsonLines(...times.map((ptsMs) => ({ ptsMs, data: 'x' }))));
    expect(await inject(recording('avc.flv'), folder.path('out.flv'), '--events', events)).toMatchObject(
      QUIET,
    );
    const lines = (await inspect(folder.path('out.flv'))).filter(({ uuid }) => uuid === LESSON_UUID);
    const expected = times.map((time) =>
      Math.min(...packets.map(({ ptsMs }) => Math.round(ptsMs)).filter((pts) => pts >= time)),
    );
    expect(lines.map(({ ptsMs }) => ptsMs).sort((a, b) => Number(a) - Number(b))).toEqual(expected);
  });
});

describe('events that cannot be placed', () => {
  const missing = jsonLines({ frame: 0, data: 'x' }, { frame: 134, data: 'x' }, { ptsMs: 9001, data: 'x' });
  it('are an error with their lines, and there is no output', async () => {
    const folder = temporaryFolder();
    const events = folder.write('events.jsonl', missing);
    const { code, stderr } = await inject(recording('avc.flv'), folder.path('out.flv'), '--events', events);
    expect(code).toBe(1);
    expect(stderr).toContain(`${events}: line 2: there is no frame 134, only 134 frames`);
    expect(stderr).toContain(`${events}: line 3: no frame is shown at 9001 ms or later, the last at 9000 ms`);
    expect(readdirSync(dirname(events))).toEqual(['events.jsonl']);
  });
  it('are left out with --allow-missing, with a warning', async () => {
    const folder = temporaryFolder();
    const events = folder.write('events.jsonl', missing);
    const result = await inject(
      recording('avc.flv'),
      folder.path('out.flv'),
      '--events',
      events,
      '--allow-missing',
    );
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('line 2: there is no frame 134'),
    });
    expect((await inspect(folder.path('out.flv'))).filter(({ uuid }) => uuid === LESSON_UUID)).toHaveLength(
      1,
    );
  });
  it('because of fragments without room are an error, too', async () => {
    const folder = temporaryFolder();
    const events = folder.write(
      'events.jsonl',
      jsonLines({ frame: 133, event: { type: 'pad', pad: 'x'.repeat(5000) } }),
    );
    const { code, stderr } = await inject(recording('avc.flv'), folder.path('out.flv'), '--events', events);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('line 1: the stream ends before'),
    });
  });
});

it('names every wrong line of the events file, up to ten, and writes nothing', async () => {
  const folder = temporaryFolder();
  const wrong = Array.from({ length: 12 }, () => '{"frame":0}').join('\n');
  const events = folder.write('events.jsonl', `\ufeff{"frame":0,"data":"x"}\r\n\r\n${wrong}\n`);
  const { code, stderr } = await inject(recording('avc.flv'), folder.path('out.flv'), '--events', events);
  expect(code).toBe(1);
  expect(stderr).toContain(`${events}: line 3: needs one of data, hex, event and state`);
  expect(stderr).toContain('line 12');
  expect(stderr).not.toContain('line 13');
  expect(stderr).toContain('and 2 more wrong lines');
  expect(readdirSync(dirname(events))).toEqual(['events.jsonl']);
});

it('tells of events that players will not understand, and puts them in', async () => {
  const folder = temporaryFolder();
  const events = folder.write(
    'events.jsonl',
    jsonLines(
      { frame: 0, event: { type: 'marker' } },
      { frame: 1, event: { type: 'of-a-later-version' } },
      { frame: 2, event: { kind: 'marker' } },
    ),
  );
  const out = folder.path('out.264');
  const { code, stderr } = await inject(recording('BA_MW_D.264'), out, '--events', events);
  expect(code).toBe(0);
  expect(stderr).toContain('line 1: players will pass over this event: name');
  expect(stderr).toContain('line 3: players will pass over this event: type');
  expect(stderr).not.toContain('line 2');
  expect(await inspect(out)).toHaveLength(3);
});

it('tells of a large message where it is complete: no frame carries more than 2 KiB', async () => {
  const folder = temporaryFolder();
  const events = folder.write(
    'events.jsonl',
    jsonLines({ frame: 5, event: { type: 'pad', pad: 'x'.repeat(8000) } }),
  );
  const out = folder.path('out.264');
  const { stderr } = await inject(recording('BA_MW_D.264'), out, '--events', events);
  expect(stderr).toContain('line 1: complete in frame 9 (360 ms)');
  const sizes = new Map<unknown, number>();
  for (const { frame, size } of await inspect(out)) sizes.set(frame, (sizes.get(frame) ?? 0) + Number(size));
  for (const size of sizes.values()) expect(size).toBeLessThanOrEqual(2048);
});

describe('strip', () => {
  it('leaves the messages of other UUIDs, and takes them with --uuid or --all', async () => {
    const folder = temporaryFolder();
    const events = folder.write('events.jsonl', jsonLines({ frame: 1, data: 'x' }));
    await inject(recording('avc.flv'), folder.path('marked.flv'), '--events', events);
    const uuidsAfter = async (...options: string[]): Promise<unknown[]> => {
      await strip(folder.path('marked.flv'), folder.path('out.flv'), ...options);
      return (await inspect(folder.path('out.flv'))).map(({ uuid }) => uuid);
    };
    expect(await uuidsAfter()).toEqual([X264_UUID]);
    expect(await uuidsAfter('--uuid', X264_UUID.toUpperCase())).toEqual([LESSON_UUID]);
    expect(await uuidsAfter('--all')).toEqual([]);
  });
  it('leaves a stream without messages as it is, audio alone too', async () => {
    const folder = temporaryFolder();
    const result = await strip(recording('mp3.flv'), folder.path('out.flv'));
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no H.264 or H.265 video track'),
    });
    expect(folder.read('out.flv').equals(readFileSync(recording('mp3.flv')))).toBe(true);
  });
});

describe('the metadata of an FLV', () => {
  /** avc.flv with an index of keyframes, as recorders write it. */
  function indexedFlv(): Buffer {
    const tags = new FlvReader().push(readFileSync(recording('avc.flv')));
    const properties = (positions: number[], size: number): Map<string, Amf0Value> =>
      new Map<string, Amf0Value>([
        ['filesize', size],
        ['lastkeyframelocation', positions.at(-1) ?? 0],
        ['datasize', 1000],
        ['keyframes', { times: positions.map((_, index) => index), filepositions: positions }],
      ]);
    const build = (positions: number[], size: number): { bytes: Buffer; positions: number[] } => {
      const script = { name: 'onMetaData', values: [properties(positions, size)] };
      const head = [
        writeFlvHeader({ audio: true, video: true }),
        writeFlvTag({ type: 'script', timestampMs: milliseconds(0), body: writeScriptData(script) }),
      ];
      let offset = head.reduce((sum, part) => sum + part.length, 0);
      const found: number[] = [];
      const rest = tags.slice(1).map((tag) => {
        if (tag.type === 'video' && (tag.body[0] ?? 0) >> 4 === 1) found.push(offset);
        const bytes = writeFlvTag(tag);
        offset += bytes.length;
        return bytes;
      });
      return { bytes: Buffer.concat([...head, ...rest]), positions: found };
    };
    const { positions } = build([], 0);
    const shifted = build(positions, 0);
    return build(shifted.positions, shifted.bytes.length).bytes;
  }
  const metadata = (bytes: Buffer): Record<string, Amf0Value> => {
    const script = new FlvReader().push(bytes).find(({ type }) => type === 'script');
    return (script && metadataOf(readScriptData(script.body))) ?? {};
  };

  it('tells the new places of its keyframes and its new size, and the old ones again afterwards', async () => {
    const folder = temporaryFolder();
    const original = indexedFlv();
    const path = folder.write('indexed.flv', original);
    const events = folder.write('events.jsonl', jsonLines({ frame: 1, data: 'x'.repeat(1000) }));
    expect(await inject(path, folder.path('marked.flv'), '--events', events)).toMatchObject(QUIET);
    const marked = folder.read('marked.flv');
    const grown = marked.length - original.length;
    expect(metadata(marked)).toMatchObject({ filesize: marked.length, datasize: 1000 + grown });
    const { filepositions } = metadata(marked)['keyframes'] as { filepositions: number[] };
    for (const position of filepositions) {
      expect([marked[position], (marked[position + 11] ?? 0) >> 4]).toEqual([9, 1]);
    }
    expect(metadata(marked)['lastkeyframelocation']).toBe(filepositions.at(-1));
    await strip(folder.path('marked.flv'), folder.path('plain.flv'));
    expect(folder.read('plain.flv').equals(original)).toBe(true);
  });
});

describe('in a pipeline', () => {
  it('reads stdin and writes stdout', async () => {
    const folder = temporaryFolder();
    const events = folder.write('events.jsonl', EVENTS);
    const original = readFileSync(recording('h264_only.flv'));
    const marked = await lockstep(['sei', 'inject', '-', '-', '--events', events], original);
    expect(marked.code).toBe(0);
    expect(marked.stdout.length).toBeGreaterThan(original.length);
    const plain = await lockstep(['sei', 'strip', '-', '-', '--all'], marked.stdout);
    expect(plain.stdout.equals(original)).toBe(true);
  });
  it('reads the events from stdin', async () => {
    const folder = temporaryFolder();
    const args = ['sei', 'inject', recording('BA_MW_D.264'), folder.path('out.264'), '--events', '-'];
    expect(await lockstep(args, Buffer.from('{"frame":9,"data":"x"}'))).toMatchObject(QUIET);
    expect(await inspect(folder.path('out.264'))).toMatchObject([{ frame: 9 }]);
  });
  it('writes frames as they come', async () => {
    const child = start(['sei', 'strip', '-', '-']);
    const bytes = readFileSync(recording('h264_only.flv'));
    child.stdin.write(bytes.subarray(0, 100_000));
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    expect(chunk.subarray(0, 3).toString()).toBe('FLV');
    const rest: Buffer[] = [chunk];
    child.stdout.on('data', (next: Buffer) => rest.push(next));
    child.stdin.end(bytes.subarray(100_000));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(Buffer.concat(rest).equals(bytes)).toBe(true);
  });
  it('stops without complaint when nobody reads on', async () => {
    const child = start(['sei', 'strip', recording('BA1_FT_C.264'), '-']);
    child.stdin.end();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('the output file', () => {
  it('replaces an older one only when it is complete, and follows a link to it', async () => {
    const folder = temporaryFolder();
    const target = folder.write('target.264', 'older');
    symlinkSync(target, folder.path('link.264'));
    expect(await strip(recording('BA_MW_D.264'), folder.path('link.264'))).toMatchObject(QUIET);
    expect(folder.read('target.264').equals(readFileSync(recording('BA_MW_D.264')))).toBe(true);
    expect(readdirSync(dirname(target)).sort()).toEqual(['link.264', 'target.264']);
  });
  it('may be a device, which is written to and not replaced', async () => {
    const before = statSync('/dev/null');
    expect(await strip(recording('BA_MW_D.264'), '/dev/null')).toMatchObject(QUIET);
    expect(statSync('/dev/null').rdev).toBe(before.rdev);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
  it('is the input under another name: refused', async () => {
    const folder = temporaryFolder();
    const path = folder.path('a.264');
    writeFileSync(path, readFileSync(recording('BA_MW_D.264')));
    symlinkSync(path, folder.path('b.264'));
    expect(await strip(path, folder.path('b.264'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('same file'),
    });
  });
  it('leaves nothing behind when the command is stopped', async () => {
    const folder = temporaryFolder();
    const child = start(['sei', 'strip', '-', folder.path('out.flv')]);
    child.stdin.on('error', () => undefined);
    child.stdin.write(readFileSync(recording('avc.flv')).subarray(0, 200_000));
    await expect.poll(() => readdirSync(dirname(folder.path('x'))), { timeout: 60_000 }).toHaveLength(1);
    child.kill('SIGTERM');
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGTERM');
    expect(readdirSync(dirname(folder.path('x')))).toEqual([]);
  });
});
