import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { LessonSummary, Session } from '@lockstep/contracts';
import { giveMigratedDatabase } from './migrated-database.js';

const entry = path.resolve(import.meta.dirname, '../../../apps/api/dist/main.js');

type Links = {
  readonly home: string;
  readonly rtmp: string;
  readonly token: string;
  readonly streamKey: string;
};

/** Settings of the server, as its table names them. */
type Environment = Readonly<Record<string, string>>;

/** The whole server as it is started by people, on free ports and with a data folder of its own. */
export class LockstepServer implements AsyncDisposable {
  private constructor(
    readonly links: Links,
    private child: ChildProcess,
    private readonly folder: string,
    private readonly settings: Environment,
  ) {}

  /** Resolves when it has printed its links. Without the shipped lessons, unless `settings` want them: they take a while. */
  static async start(settings: Environment = {}): Promise<LockstepServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-web-'));
    await giveMigratedDatabase(folder);
    const child = launch(folder, { PORT: '0', RTMP_PORT: '0', WEBRTC_PORT: '0', ...settings });
    return new LockstepServer(await firstLinks(child), child, folder, settings);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Where a file of its media folder lies. */
  mediaFile(name: string): string {
    return path.join(this.folder, 'media', name);
  }

  /** Starts it again after {@link kill}, on the same ports and data. */
  async startAgain(): Promise<void> {
    const ports = { PORT: new URL(this.links.home).port, RTMP_PORT: new URL(this.links.rtmp).port };
    this.child = launch(this.folder, { ...ports, ...this.settings });
    await firstLinks(this.child);
  }

  url(pathname: string): string {
    return new URL(pathname, this.links.home).href;
  }

  /** Calls the REST interface, as staff unless a token is given. Throws with the server's own words when it refuses. */
  async call<T>(
    method: 'GET' | 'POST' | 'PUT',
    pathname: string,
    body?: unknown,
    token = this.links.token,
  ): Promise<T> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.url(pathname), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(!isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${pathname}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** A live session of the built-in lesson in which nothing happens but by hand. */
  async quietSession({ recorded = false } = {}): Promise<Session> {
    const lessons = await this.call<LessonSummary[]>('GET', '/api/lessons');
    const lesson = lessons.find(({ kind }) => kind === 'slides');
    const source = { kind: 'file', file: 'demo-lesson.mp4', loop: true };
    const made = await this.call<Session>('POST', '/api/sessions', {
      lessonId: lesson?.id,
      source,
      ...(recorded && { recorded }),
      cues: 'manual',
    });
    await this.call('POST', `/api/sessions/${made.id}/start`);
    return made;
  }

  /** Triggers an event; resolves once it is in a frame. */
  event(sessionId: string, event: object): Promise<{ seq: number; airedPtsMs: number }> {
    return this.call('POST', `/api/sessions/${sessionId}/events`, { event });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function launch(folder: string, settings: Environment): ChildProcess {
  return spawn(process.execPath, [entry, '--json'], {
    env: { ...process.env, SHIPPED_LESSONS: 'false', DATA_DIR: folder, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function firstLinks(child: ChildProcess): Promise<Links> {
  if (!child.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) {
      child.stdout.resume();
      return JSON.parse(line) as Links;
    }
  }
  throw new Error('the server ended before it was ready; build it first: npm run build');
}
