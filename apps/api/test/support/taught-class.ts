import type {
  Answer,
  AnswerReceipt,
  FeedbackBody,
  TeachingCommand,
  Joined,
  LedgerEntry,
  LedgerPage,
  LessonVersion,
  ScriptDraft,
  Session,
  SessionSource,
  Teaching,
} from '@lockstep/contracts';
import { expect, vi } from 'vitest';
import { ClassSocket } from './class-socket.js';
import { filesForm } from './script.js';
import type { Client } from './client.js';

export const patience = { timeout: 30_000, interval: 20 };

type TeacherSource = Extract<SessionSource, { kind: 'teacher' }>;

/** Publishes a script without slides, and waits until it can be taught. */
export async function publish(
  author: Client,
  text: string,
  wait = patience,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<{ lessonId: string; version: number }> {
  const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text });
  if (Object.keys(files).length > 0) await author.post(`/api/lessons/${lessonId}/files`, filesForm(files));
  const { version } = await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
  await vi.waitFor(async () => {
    const { status } = await author.get<LessonVersion>(
      `/api/lessons/${lessonId}/versions/${String(version)}`,
    );
    expect(status).toBe('ready');
  }, wait);
  return { lessonId, version };
}

/** A student with their page, who watches from the beginning. */
export class Pupil implements Disposable {
  private constructor(
    readonly joined: Joined,
    readonly client: Client,
    readonly socket: ClassSocket,
  ) {}

  static async join(anybody: Client, sessionId: string, name: string): Promise<Pupil> {
    const joined = await anybody.as(undefined).post<Joined>(`/api/sessions/${sessionId}/join`, { name });
    return Pupil.back(anybody, joined);
  }

  /** The same student with a new page. */
  static async back(anybody: Client, joined: Joined): Promise<Pupil> {
    const socket = await ClassSocket.open(anybody.web, { token: joined.token });
    await socket.call('presence:update', { visible: true, ptsMs: 0, latencyMs: 100 });
    return new Pupil(joined, anybody.as(joined.token), socket);
  }

  get feedback(): FeedbackBody[] {
    return this.socket.heard<FeedbackBody>('feedback:body');
  }

  async answer(
    question: Pick<LedgerEntry, 'seq' | 'airedPtsMs' | 'event'>,
    content: object,
  ): Promise<AnswerReceipt> {
    const at = { shownPtsMs: question.airedPtsMs ?? 0, answeredPtsMs: question.airedPtsMs ?? 0 };
    const { questionId } = question.event;
    const body = { questionId, openedSeq: question.seq, ...at, ...content };
    const ack = await this.socket.call<AnswerReceipt>('answer:submit', body);
    if (!ack.ok) throw new Error(`${ack.problem.code}: ${ack.problem.detail}`);
    return ack.value;
  }

  [Symbol.dispose](): void {
    this.socket[Symbol.dispose]();
  }
}

/** A session that the virtual teacher teaches, seen by its human teacher. */
export class TaughtClass {
  constructor(
    readonly teacher: Client,
    readonly id: string,
  ) {}

  static async create(
    teacher: Client,
    lesson: { lessonId: string; version: number },
    source: Partial<TeacherSource> = {},
  ): Promise<TaughtClass> {
    const { lessonId, version } = lesson;
    const wanted = { lessonId, source: { kind: 'teacher', version, ...source } };
    const { id } = await teacher.post<Session>('/api/sessions', wanted);
    return new TaughtClass(teacher, id);
  }

  /** Seen through another server's address. */
  through(teacher: Client): TaughtClass {
    return new TaughtClass(teacher, this.id);
  }

  start(): Promise<Session> {
    return this.teacher.post<Session>(`/api/sessions/${this.id}/start`);
  }

  teaching(): Promise<Teaching> {
    return this.teacher.get<Teaching>(`/api/sessions/${this.id}/teaching`);
  }

  command(command: TeachingCommand): Promise<Teaching> {
    return this.teacher.post<Teaching>(`/api/sessions/${this.id}/teaching/commands`, command);
  }

  answers(): Promise<Answer[]> {
    return this.teacher.get<Answer[]>(`/api/sessions/${this.id}/answers`);
  }

  async ledger(): Promise<LedgerEntry[]> {
    const { entries } = await this.teacher.get<LedgerPage>(`/api/sessions/${this.id}/ledger?limit=1000`);
    return entries;
  }

  join(name: string): Promise<Pupil> {
    return Pupil.join(this.teacher, this.id, name);
  }

  async reaches(phase: Teaching['phase'], stepId?: string): Promise<Teaching> {
    return vi.waitFor(async () => {
      const now = await this.teaching();
      expect([now.phase, stepId && now.step?.id]).toEqual([phase, stepId]);
      return now;
    }, patience);
  }

  /** The event of this type once it is in a frame; the `nth` of its kind. */
  async aired(type: string, nth = 1): Promise<LedgerEntry> {
    return vi.waitFor(async () => {
      const found = (await this.ledger()).filter((entry) => entry.type === type && entry.airedPtsMs !== null);
      const entry = found[nth - 1];
      expect(entry, `${type} number ${String(nth)}`).toBeDefined();
      return entry as LedgerEntry;
    }, patience);
  }

  opened(nth = 1): Promise<LedgerEntry> {
    return this.aired('question.opened', nth);
  }

  async ended(): Promise<void> {
    await vi.waitFor(async () => {
      expect((await this.teacher.get<Session>(`/api/sessions/${this.id}`)).status).toBe('ended');
    }, patience);
  }
}
