import { randomUUID } from 'node:crypto';
import { copyFile, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { LessonFile, StreamKeyCreate } from '@lockstep/contracts';
import { Settings } from '../config/settings.js';
import { StartupError } from '../config/startup-error.js';
import { LessonsService } from '../lessons/lessons.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { StreamKeysService } from '../stream-keys/stream-keys.service.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';

const assets = path.resolve(import.meta.dirname, '../../assets/demo');
const MEDIA = 'demo-lesson.mp4';

/** Plays the built-in lesson over and over. */
export const DEMO_SESSION = 'demo';
/** The same lesson for a publisher over RTMP. */
export const STUDIO_SESSION = 'studio';

/** What a first start shows: the built-in lesson as a looped session, and a session that waits for a publisher. */
@Injectable()
export class DemoSeed {
  constructor(
    private readonly settings: Settings,
    private readonly lessons: LessonsService,
    private readonly sessions: SessionsService,
    private readonly keys: StreamKeysService,
    private readonly live: LiveSessions,
  ) {}

  /** Makes what is missing. @returns the stream key of the second session when it was made now */
  async plant(): Promise<string | undefined> {
    if (!this.settings.get('DEMO')) return undefined;
    const needed = [DEMO_SESSION, STUDIO_SESSION].map(async (id) => !(await this.sessions.exists(id)));
    const [demo, studio] = await Promise.all(needed);
    if (!demo && !studio) return undefined;
    const lessonId = await this.#lesson();
    if (demo) {
      await this.sessions.create(
        { lessonId, source: { kind: 'file', file: MEDIA, loop: true }, cues: 'auto' },
        DEMO_SESSION,
      );
      await this.live.start(DEMO_SESSION);
    }
    if (!studio) return undefined;
    await this.sessions.create({ lessonId, source: { kind: 'rtmp' }, cues: 'auto' }, STUDIO_SESSION);
    const key = await this.keys.create(StreamKeyCreate.parse({ sessionId: STUDIO_SESSION, label: 'first' }));
    return key.key;
  }

  async #lesson(): Promise<string> {
    const { slides, media, ...draft } = await readLesson();
    await this.#copyMedia(path.join(assets, media));
    const { id } = await this.lessons.create(draft);
    const files = slides.map(async ({ file }) => ({
      originalname: file,
      buffer: await readFile(path.join(assets, file)),
    }));
    await this.lessons.addSlides(id, await Promise.all(files), true);
    await this.lessons.orderSlides(id, {
      slides: slides.map(({ title }, from) => ({ from, title: title ?? null })),
    });
    return id;
  }

  async #copyMedia(source: string): Promise<void> {
    const draft = this.settings.inData('media', `.${randomUUID()}`);
    await copyFile(source, draft);
    await rename(draft, this.settings.inData('media', MEDIA));
  }
}

async function readLesson(): Promise<LessonFile> {
  const file = path.join(assets, 'lesson.json');
  try {
    return LessonFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new StartupError(`The demo lesson ${file} cannot be read; set DEMO=false to start without it.`, {
      cause,
    });
  }
}
