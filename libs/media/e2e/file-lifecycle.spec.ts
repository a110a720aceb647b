import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FfmpegFailed, FileSource, LiveStream, type Publication } from '../src/index.js';
import { CollectingSink } from './support/collecting-sink.js';
import { FFMPEG, makeMedia, run } from './support/ffmpeg.js';
import { TempDir } from './support/temp-dir.js';

/** Processes whose command line names the path. */
async function processesOf(path: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes(path));
}
const encodedFolders = async (dir: TempDir): Promise<string[]> =>
  (await readdir(dir.path)).filter((name) => name.startsWith('lockstep-encoded-'));

function room(): { stream: LiveStream; sink: CollectingSink } {
  const stream = new LiveStream({ name: 'room' });
  const sink = new CollectingSink();
  stream.subscribe(sink);
  return { stream, sink };
}

/** A program that is ffmpeg, but for what the script does with its output. */
async function program(dir: TempDir, output: string): Promise<string> {
  const path = dir.file('ffmpeg.sh');
  await writeFile(path, `#!/bin/sh\ncase "$*" in *pipe:1*) ${output};; *) exec ${FFMPEG} "$@";; esac\n`);
  await chmod(path, 0o755);
  return path;
}

afterEach(() => vi.unstubAllEnvs());

describe('a file source', () => {
  it('that is disposed leaves no process, and the stream to others', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('long.mp4'), { seconds: 20 });
    const { stream, sink } = room();
    const source = await FileSource.start({ path, stream, loop: true });
    await expect.poll(() => sink.video.length).toBeGreaterThan(0);
    expect(await processesOf(path)).not.toEqual([]);
    await source[Symbol.asyncDispose]();
    await source[Symbol.asyncDispose]();
    expect(await processesOf(path)).toEqual([]);
    await expect(source.done).resolves.toBeUndefined();
    using other: Publication = stream.publish({ id: 'other', kind: 'test' });
    expect(other.isActive).toBe(true);
  });

  it('that encodes leaves no process and no temporary file either', async () => {
    await using dir = await TempDir.make();
    const path = dir.file('long.avi');
    await run(
      FFMPEG,
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x180:rate=25:duration=20',
      '-c:v',
      'mpeg4',
      path,
    );
    vi.stubEnv('TMPDIR', dir.path); // other tests of this machine encode as well
    const { stream, sink } = room();
    const source = await FileSource.start({ path, stream, loop: true });
    await expect.poll(() => sink.video.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await encodedFolders(dir)).toHaveLength(1);
    await source[Symbol.asyncDispose]();
    expect(await processesOf(path)).toEqual([]);
    expect(await encodedFolders(dir)).toEqual([]);
  });

  it('that is disposed before its first frame leaves nothing', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 1 });
    for (const file of [path, await encodable(dir)]) {
      const { stream } = room();
      const source = await FileSource.start({ path: file, stream, loop: true });
      await source[Symbol.asyncDispose]();
      expect(await processesOf(file)).toEqual([]);
      expect(stream.publisher).toBeUndefined();
    }
  });

  it('ends with its stream', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('long.mp4'), { seconds: 20 });
    const { stream, sink } = room();
    await using source = await FileSource.start({ path, stream, loop: true });
    await expect.poll(() => sink.video.length).toBeGreaterThan(0);
    stream.end('the lesson is over');
    await source.done;
    expect(await processesOf(path)).toEqual([]);
  });

  it.each([
    {
      name: 'that is killed',
      output: `${FFMPEG} "$@" | head -c 20000; kill -9 $$`,
      message: 'was ended by SIGKILL',
    },
    { name: 'that fails', output: 'echo "disk gone" >&2; exit 3', message: 'exited with 3: disk gone' },
  ])('with an ffmpeg $name says so, and ends its publication', async ({ output, message }) => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 2 });
    const { stream } = room();
    const reasons: string[] = [];
    stream.on('idle', ({ reason }) => reasons.push(reason));
    await using source = await FileSource.start({
      path,
      stream,
      loop: true,
      ffmpeg: await program(dir, output),
    });
    await expect(source.done).rejects.toThrow(FfmpegFailed);
    await expect(source.done).rejects.toThrow(message);
    expect(reasons).toEqual(['the file cannot be read on']);
  });

  it('whose listener throws plays on', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 1 });
    const { stream, sink } = room();
    const errors: unknown[] = [];
    const onLoop = (): never => {
      throw new Error('a fault of the caller');
    };
    await using source = await FileSource.start({
      path,
      stream,
      loop: false,
      onLoop,
      onError: (e) => errors.push(e),
    });
    await source.done;
    expect(sink.video).toHaveLength(25);
    expect(errors).toHaveLength(1);
  });
});

async function encodable(dir: TempDir): Promise<string> {
  const path = dir.file('a.avi');
  await run(
    FFMPEG,
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x180:rate=25:duration=1',
    '-c:v',
    'mpeg4',
    path,
  );
  return path;
}
