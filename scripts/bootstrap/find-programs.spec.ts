import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFfmpeg } from './ffmpeg.mjs';
import { findOnPath } from './find-on-path.mjs';
import { isEnough } from './node-runtime.mjs';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lockstep-path-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}

describe('findOnPath', () => {
  it('takes the first that can be run', () => {
    program('a/tool', 0o644);
    mkdirSync(join(folder, 'b', 'tool'), { recursive: true });
    const wanted = program('c/tool');
    program('d/tool');
    const path = ['a', 'b', 'c', 'd'].map((name) => join(folder, name)).join(delimiter);
    expect(findOnPath('tool', path)).toBe(wanted);
  });

  it('finds nothing on an empty PATH', () => expect(findOnPath('tool', '')).toBeUndefined());
});

describe('findFfmpeg', () => {
  it('prefers FFMPEG_PATH to the system', () => {
    program('bin/ffmpeg');
    const named = program('own/ffmpeg');
    expect(findFfmpeg({ FFMPEG_PATH: named, PATH: join(folder, 'bin') })).toBe(named);
  });

  it('refuses a FFMPEG_PATH that cannot be run, by its name', () => {
    const named = program('own/ffmpeg', 0o644);
    expect(() => findFfmpeg({ FFMPEG_PATH: named })).toThrow(named);
  });

  it("prefers the system's to the packaged one", () => {
    const system = program('bin/ffmpeg');
    expect(findFfmpeg({ PATH: join(folder, 'bin') })).toBe(system);
  });
});

describe('isEnough', () => {
  it.each(['24.11.0', '24.21.0', '25.0.0', '100.0.0'])('runs the server on Node %s', (version) =>
    expect(isEnough(version)).toBe(true),
  );
  it.each(['20.20.2', '22.21.0', '24.10.9', ''])('does not run the server on Node %s', (version) =>
    expect(isEnough(version)).toBe(false),
  );
});
