import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { MANIFEST, manifestOf, type PackedContent, scriptPathAmong } from './manifest.js';

/** A lesson that is packed: its text, and where each of its files lies on this machine. */
export type LessonToPack = {
  readonly title: string;
  readonly language: string;
  readonly text: string;
  readonly files: readonly (PackedContent & { readonly source: string })[];
};

/** The same lesson is the same bytes, whenever it is packed. */
const PACKED_AT = new Date('2020-01-01T00:00:00Z');
const HOW = { mtime: PACKED_AT, mode: 0o100644 };

/** Writes a lesson as one file. @throws Error when a file cannot be read or the output is gone */
export async function writeLessonPackage(lesson: LessonToPack, output: Writable): Promise<void> {
  const { title, language, files } = lesson;
  const text = Buffer.from(lesson.text);
  const path = scriptPathAmong(new Set(files.map((file) => file.path)));
  const sha256 = createHash('sha256').update(text).digest('hex');
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = manifestOf({
    ...{ title, language },
    script: { path, sizeBytes: text.length, sha256 },
    files: sorted.map((file) => ({ path: file.path, sizeBytes: file.sizeBytes, sha256: file.sha256 })),
  });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`), MANIFEST, HOW);
  zip.addBuffer(text, path, HOW);
  // pictures and clips are compressed already
  for (const file of sorted)
    zip.addFile(file.source, file.path, { ...HOW, compress: /\.(?:md|svg)$/i.test(file.path) });
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  zip.end();
  await Promise.race([pipeline(zip.outputStream, output), failed]);
}
