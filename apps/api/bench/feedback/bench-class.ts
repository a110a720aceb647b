import type {
  AnswerReceipt,
  Joined,
  LessonVersion,
  ScriptDraft,
  Session,
  Teaching,
} from '@lockstep/contracts';
import { setTimeout as after } from 'node:timers/promises';
import { ClassSocket } from '../../test/support/class-socket.js';
import { Client } from '../../test/support/client.js';
import { type SeenEvent, Viewer } from '../../test/support/viewer.js';
import { MOST_STUDENTS, type Round } from './rounds.js';

const POLL_MS = 4;
const PATIENCE_MS = 60_000;

/** When each event was seen by somebody who watches the stream. */
class TimedViewer extends Viewer {
  readonly seenAt = new Map<number, number>();

  override push(chunk: Uint8Array): void {
    super.push(chunk);
    this.chunks.length = 0;
    const now = performance.now();
    for (const { seq } of this.events) if (!this.seenAt.has(seq)) this.seenAt.set(seq, now);
  }
}

/** A class of students who answer as they are told, and a viewer with a watch. */
export class BenchClass implements AsyncDisposable {
  private constructor(
    private readonly teacher: Client,
    private readonly id: string,
    private readonly viewer: TimedViewer,
    private readonly pupils: readonly ClassSocket[],
  ) {}

  static async open(web: string, token: string, text: string): Promise<BenchClass> {
    const teacher = new Client(web, token);
    const { lessonId } = await teacher.post<ScriptDraft>('/api/lessons/script', { text });
    const { version } = await teacher.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
    const versionPath = `/api/lessons/${lessonId}/versions/${String(version)}`;
    await until(async () => (await teacher.get<LessonVersion>(versionPath)).status === 'ready');
    const wanted = { lessonId, source: { kind: 'teacher', version, begins: 'with-a-student' } };
    const { id } = await teacher.post<Session>('/api/sessions', wanted);
    const pupils = await Promise.all(
      Array.from({ length: MOST_STUDENTS }, async (_, i) => {
        const joined = await teacher.post<Joined>(`/api/sessions/${id}/join`, { name: `S${String(i)}` });
        return ClassSocket.open(web, { token: joined.token });
      }),
    );
    await teacher.post(`/api/sessions/${id}/start`);
    const viewer = new TimedViewer(`${web}/live/${id}.flv`);
    await until(() => viewer.frames.length > 0);
    return new BenchClass(teacher, id, viewer, pupils);
  }

  /** @returns when the last answer was given, and when a viewer had the first frame of a spoken word */
  async play({ id, students, right }: Round): Promise<{ answeredAt: number; spokenAt: number }> {
    await Promise.all(this.pupils.map((pupil, i) => watch(pupil, i < students)));
    const opened = await this.#seen(
      ({ event }) => event.type === 'question.opened' && event.questionId === id,
    );
    const { ptsMs, seq: openedSeq } = opened;
    const answer = (i: number) =>
      this.pupils[i]?.call<AnswerReceipt>('answer:submit', {
        ...{ questionId: id, openedSeq, shownPtsMs: ptsMs, answeredPtsMs: ptsMs },
        choices: [i < right ? 'left' : 'middle'],
      });
    for (let i = 0; i < students - 1; i++) await answer(i);
    const answeredAt = performance.now();
    void answer(students - 1);
    const word = await this.#seen(({ seq, event }) => seq > openedSeq && event.type === 'caption');
    return { answeredAt, spokenAt: this.viewer.seenAt.get(word.seq) ?? 0 };
  }

  /** @returns ms from the command to the first frame of a spoken word */
  async say(text: string): Promise<number> {
    const path = `/api/sessions/${this.id}/teaching`;
    await until(async () => {
      const { phase, saying } = await this.teacher.get<Teaching>(path);
      return phase === 'waiting' && saying === null;
    });
    const sentAt = performance.now();
    await this.teacher.post(`${path}/commands`, { type: 'say', text });
    const word = await this.#seen(({ event }) => event.type === 'caption' && event.text === text);
    return (this.viewer.seenAt.get(word.seq) ?? 0) - sentAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pupil of this.pupils) pupil[Symbol.dispose]();
    await this.viewer[Symbol.asyncDispose]();
  }

  async #seen(fits: (seen: SeenEvent) => boolean): Promise<SeenEvent> {
    let found: SeenEvent | undefined;
    await until(() => (found = this.viewer.events.find(fits)) !== undefined);
    if (found === undefined) throw new Error('unreachable');
    return found;
  }
}

const watch = (pupil: ClassSocket, isHere: boolean) =>
  pupil.call('presence:update', {
    visible: isHere,
    ptsMs: isHere ? 0 : null,
    latencyMs: isHere ? 100 : null,
  });

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Nothing happened for ${String(PATIENCE_MS)} ms.`);
    await after(POLL_MS);
  }
}
