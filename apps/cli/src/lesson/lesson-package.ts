import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LessonPackage, PackageError, writeLessonPackage } from '@lockstep/virtual-teacher/package';
import { asInputError, InputError } from '../errors.js';
import { checkLessonFile, fileBeside, readLessonFile } from './lesson-file.js';

const GiB = 1024 ** 3;
const LIMITS = { totalBytes: 4 * GiB, scriptBytes: 1_000_000 };

/** Whether the bytes begin a zip (APPNOTE.TXT, 4.3). */
export const isPackage = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Puts everything of a package into a new folder, or nothing. @throws InputError */
export async function unpackLesson(path: string, folder: string): Promise<void> {
  try {
    await using lesson = await LessonPackage.open(path, LIMITS);
    await mkdir(folder);
    try {
      await writeFile(join(folder, lesson.manifest.script.path), await lesson.text());
      for (const content of lesson.manifest.files) {
        const target = join(folder, content.path);
        await mkdir(dirname(target), { recursive: true });
        await lesson.unpack(content, target);
      }
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  } catch (cause) {
    if (cause instanceof PackageError) throw new InputError(`${path}: ${cause.message}`, { cause });
    throw asInputError(cause, folder);
  }
}

/** Packs a lesson with every file that it uses. @throws InputError for one that has a file missing */
export async function packLesson(path: string, out: string): Promise<void> {
  const file = await readLessonFile(path);
  const { script, files: used } = await checkLessonFile(file);
  if (!script) throw new InputError(`${path}: has errors; 'lockstep lesson check' names them`);
  const files = [];
  for (const name of [...new Set(used.map((one) => one.replace(/^(\.\/)+/u, '')))]) {
    const source = fileBeside(file, name);
    if (source === undefined) continue; // what is asked for and not there was no error
    files.push({ path: name, source, sizeBytes: (await stat(source)).size, sha256: await sha256Of(source) });
  }
  const draft = `${out}.new`;
  try {
    const { title, language } = script;
    await writeLessonPackage({ title, language, text: file.text, files }, createWriteStream(draft));
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw asInputError(error, out);
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
