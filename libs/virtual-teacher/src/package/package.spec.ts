import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import { LessonPackage, PackageError, type PackedContent, writeLessonPackage } from './index.js';
import { MANIFEST, manifestOf } from './manifest.js';

const LIMITS = { totalBytes: 1_000_000, scriptBytes: 100_000 };

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'package-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const contentOf = (name: string, bytes: Uint8Array): PackedContent => ({
  path: name,
  sizeBytes: bytes.length,
  sha256: sha256(bytes),
});

async function pack(at: string, text: string, files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const packed = Object.entries(files).map(([name, bytes], i) => {
    const source = path.join(at, `source-${String(i)}`);
    writeFileSync(source, bytes);
    return { ...contentOf(name, bytes), source };
  });
  const file = path.join(at, 'a.lockstep');
  await writeLessonPackage({ title: 'A', language: 'en', text, files: packed }, createWriteStream(file));
  return readFileSync(file);
}

/** A zip of these entries, as someone else may make it. */
async function zipOf(
  at: string,
  entries: readonly (readonly [string, Uint8Array | string])[],
): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of entries) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const file = path.join(at, 'made.lockstep');
  const output = createWriteStream(file);
  zip.outputStream.pipe(output);
  await once(output, 'close');
  return file;
}

/** Everything in a package, or why it cannot be read. */
async function readAll(file: string, at: string) {
  await using lesson = await LessonPackage.open(file, LIMITS);
  const target = path.join(at, 'unpacked');
  const files: Record<string, Buffer> = {};
  for (const content of lesson.manifest.files) {
    await lesson.unpack(content, target);
    files[content.path] = readFileSync(target);
  }
  return { text: await lesson.text(), files };
}

const names = fc.stringMatching(/^[a-zé中][a-z ]{0,8}(\/[a-z]{1,5})?\.(png|md|yaml)$/);
const lessons = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 200 }),
  files: fc.dictionary(names, fc.uint8Array({ maxLength: 300 }), { maxKeys: 4 }),
});

describe('a lesson as one file', () => {
  it('comes back byte for byte, and packs to the same bytes again', async () => {
    const at = folder();
    const property = fc.asyncProperty(lessons, async ({ text, files }) => {
      const bytes = await pack(at, text, files);
      const back = await readAll(path.join(at, 'a.lockstep'), at);
      expect(back.text).toBe(text);
      expect(Object.keys(back.files).sort()).toEqual(Object.keys(files).sort());
      for (const [name, content] of Object.entries(files))
        expect(back.files[name]?.equals(content)).toBe(true);
      expect((await pack(at, back.text, back.files)).equals(bytes)).toBe(true);
    });
    await fc.assert(property, { numRuns: 12 });
  });

  it('that was changed anywhere is refused, or is still the same lesson', async () => {
    const at = folder();
    const files = { 'a.png': Buffer.from('a picture'), 'b.md': Buffer.from('# b\n'.repeat(50)) };
    const whole = await pack(at, 'title: A\n', files);
    const changed = path.join(at, 'changed.lockstep');
    const property = fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (place, value) => {
      const bytes = Buffer.from(whole);
      bytes[place] = value;
      writeFileSync(changed, bytes);
      try {
        const back = await readAll(changed, at);
        expect(back.text).toBe('title: A\n');
        for (const [name, content] of Object.entries(files))
          expect(back.files[name]?.equals(content)).toBe(true);
      } catch (error) {
        if (!(error instanceof PackageError)) throw error;
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('a file that is no good package', () => {
  const script = Buffer.from('title: A\n');
  const manifest = (files: readonly PackedContent[], more: object = {}) =>
    JSON.stringify({
      ...manifestOf({
        title: 'A',
        language: 'en',
        script: contentOf('lesson.yaml', script),
        files: [...files],
      }),
      ...more,
    });
  const picture = Buffer.from('a picture');

  it.each<[string, readonly (readonly [string, Uint8Array | string])[], string]>([
    ['has no manifest', [['lesson.yaml', script]], 'not-a-package'],
    ['is of a later version', [[MANIFEST, manifest([], { version: 2 })]], 'newer-version'],
    ['has a manifest that is no JSON', [[MANIFEST, '{"format":"lockstep-lesson"']], 'damaged'],
    ['lacks its text', [[MANIFEST, manifest([])]], 'damaged'],
    [
      'lacks a file',
      [
        [MANIFEST, manifest([contentOf('a.png', picture)])],
        ['lesson.yaml', script],
      ],
      'damaged',
    ],
    [
      'has another file in the place of one',
      [
        [MANIFEST, manifest([contentOf('a.png', picture)])],
        ['lesson.yaml', script],
        ['a.png', 'an animal'],
      ],
      'damaged',
    ],
    [
      'names a path that leads out of the lesson',
      [
        [MANIFEST, manifest([{ ...contentOf('x', picture), path: '../x' }])],
        ['lesson.yaml', script],
      ],
      'damaged',
    ],
    [
      'has two files of one name',
      [
        [MANIFEST, manifest([contentOf('a.png', picture)])],
        ['lesson.yaml', script],
        ['a.png', picture],
        ['a.png', picture],
      ],
      'damaged',
    ],
    [
      'unpacks to more than is taken',
      [
        [MANIFEST, manifest([contentOf('a.md', Buffer.alloc(2_000_000))])],
        ['lesson.yaml', script],
        ['a.md', Buffer.alloc(2_000_000)],
      ],
      'too-large',
    ],
  ])('because it %s is refused', async (_, entries, reason) => {
    const at = folder();
    await expect(readAll(await zipOf(at, entries), at)).rejects.toMatchObject({
      name: 'PackageError',
      reason,
    });
  });

  it('whatever its bytes, is refused', async () => {
    const at = folder();
    const file = path.join(at, 'any');
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      writeFileSync(file, bytes);
      await expect(readAll(file, at)).rejects.toMatchObject({
        name: 'PackageError',
        reason: 'not-a-package',
      });
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
