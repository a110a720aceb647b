import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { StartupError } from '../config/startup-error.js';
import { LessonVersions } from '../lessons/scripts/lesson-versions.service.js';
import { ScriptFilesService } from '../lessons/scripts/script-files.service.js';
import { ScriptsService } from '../lessons/scripts/scripts.service.js';
import { URGENCY } from '../lessons/compiles/compile-jobs.js';

const assets = path.resolve(import.meta.dirname, '../../assets/lessons');
const SCRIPT = 'lesson.yaml';
/** Tells an editor where in this repository the schema lies; to an author on the web it would mean nothing. */
const SCHEMA_LINE = /^# yaml-language-server: .*\n/;
/** Folders below `assets/lessons`; the first one is the one that a first start waits for. */
const names = ['past-tense', 'fractions', 'density', 'first-chinese', 'water-chinese'] as const;

export type ShippedLesson = { readonly lessonId: string; readonly version: number };

/** The lessons that come with the server, as scripts: an author may read, copy and change them. */
@Injectable()
export class ShippedLessons {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly files: ScriptFilesService,
    private readonly versions: LessonVersions,
  ) {}

  /**
   * Brings in what is not there; a start that was killed half-way is finished. @throws StartupError.
   * @returns the first one
   */
  async bringIn(): Promise<ShippedLesson> {
    const [first, ...others] = names;
    const lesson = await this.#bringIn(first, URGENCY.first);
    for (const name of others) await this.#bringIn(name, URGENCY.background);
    return lesson;
  }

  async #bringIn(name: string, urgency: number): Promise<ShippedLesson> {
    const origin = `shipped:${name}`;
    const lessonId = (await this.scripts.madeOf(origin)) ?? (await this.#create(name, origin));
    const { version } = await this.scripts.get(lessonId);
    if (version !== null) return { lessonId, version };
    await this.files.add(lessonId, await filesOf(name));
    const published = await this.versions.publish(lessonId, '', urgency);
    return { lessonId, version: published.version };
  }

  async #create(name: string, origin: string): Promise<string> {
    const file = path.join(assets, name, SCRIPT);
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      const message = `The shipped lesson ${file} cannot be read; set SHIPPED_LESSONS=false to start without.`;
      throw new StartupError(message, { cause });
    });
    return (await this.scripts.create(text.replace(SCHEMA_LINE, ''), origin)).lessonId;
  }
}

async function filesOf(name: string): Promise<{ path: string; source: string }[]> {
  const folder = path.join(assets, name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name !== SCRIPT && !/^README/.test(entry.name),
  );
  return files.map((entry) => {
    const source = path.join(entry.parentPath, entry.name);
    return { path: path.relative(folder, source).split(path.sep).join('/'), source };
  });
}
