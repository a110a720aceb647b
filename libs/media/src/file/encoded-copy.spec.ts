import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { EncodedCopy } from './encoded-copy.js';

describe('the copy of what was encoded', () => {
  it('holds what was written, until it is disposed', async () => {
    const copy = await EncodedCopy.create();
    copy.write(Buffer.from('one '));
    copy.write(Buffer.from('two'));
    const path = (await copy.finish()) ?? '';
    expect(await readFile(path, 'utf8')).toBe('one two');
    await copy[Symbol.asyncDispose]();
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('is not there when it could not be written, and nothing else fails', async () => {
    const copy = await EncodedCopy.create();
    await copy[Symbol.asyncDispose](); // the file is closed under it
    copy.write(Buffer.from('lost'));
    expect(await copy.finish()).toBeUndefined();
  });

  it('of a process that was killed is removed by the next one, of a living one it is not', async () => {
    await using dir = {
      path: await mkdtemp(join(tmpdir(), 'orphans-')),
      [Symbol.asyncDispose]: () => rm(dir.path, { recursive: true }),
    };
    vi.stubEnv('TMPDIR', dir.path);
    const gone = spawn('true');
    await once(gone, 'exit');
    const orphan = await mkdtemp(join(dir.path, `lockstep-encoded-${gone.pid}-`));
    const owned = await mkdtemp(join(dir.path, `lockstep-encoded-${process.ppid}-`));
    const copy = await EncodedCopy.create();
    vi.unstubAllEnvs();
    await copy[Symbol.asyncDispose]();
    expect(existsSync(orphan)).toBe(false);
    expect(existsSync(owned)).toBe(true);
  });
});
