import { setTimeout as after } from 'node:timers/promises';
import type { Answer, AnswerReceipt, Joined, LedgerEntry, LedgerPage, Session } from '@lockstep/contracts';
import { ClassSocket } from '../../test/support/class-socket.js';
import type { Client } from '../../test/support/client.js';
import type { PublishedLesson } from '../support/shipped-lesson.js';

const POLL_MS = 20;
const PATIENCE_MS = 60_000;

export type Joining = { readonly joinMs: number; readonly socketMs: number };

type Student = { readonly id: string; readonly socket: ClassSocket };

/** A session taught by the virtual teacher, the page of its human teacher, and its students. */
export class BigClass implements Disposable {
  readonly #students: Student[] = [];

  private constructor(
    private readonly teacher: Client,
    private readonly id: string,
    private readonly page: ClassSocket,
  ) {}

  static async open(teacher: Client, { lessonId, version }: PublishedLesson): Promise<BigClass> {
    const source = { kind: 'teacher', version, begins: 'with-a-student' };
    const { id } = await teacher.post<Session>('/api/sessions', { lessonId, source });
    await teacher.post(`/api/sessions/${id}/start`);
    const page = await ClassSocket.open(teacher.web, { token: teacher.token, sessionId: id });
    return new BigClass(teacher, id, page);
  }

  /** One student joins, connects and watches. */
  async join(number: number): Promise<Joining> {
    const beganAt = performance.now();
    const body = { name: `Student ${String(number)}` };
    const { token, student } = await this.teacher
      .as(undefined)
      .post<Joined>(`/api/sessions/${this.id}/join`, body);
    const joinedAt = performance.now();
    const socket = await ClassSocket.open(this.teacher.web, { token });
    this.#students.push({ id: student.id, socket });
    await socket.call('presence:update', { visible: true, ptsMs: 0, latencyMs: 120 });
    return { joinMs: joinedAt - beganAt, socketMs: performance.now() - joinedAt };
  }

  /** Resolves with the question once its frame is on record. */
  async asked(): Promise<LedgerEntry> {
    for (const deadline = performance.now() + PATIENCE_MS; ; await after(POLL_MS)) {
      const path = `/api/sessions/${this.id}/ledger?limit=1000`;
      const { entries } = await this.teacher.get<LedgerPage>(path);
      const opened = entries.find((entry) => entry.type === 'question.opened' && entry.airedPtsMs !== null);
      if (opened !== undefined) return opened;
      if (performance.now() > deadline) throw new Error('No question was asked.');
    }
  }

  /** All answer, evenly within `withinMs`. @returns for each the time to the acknowledgement, ms; refused ones throw */
  async answer({ event, seq, airedPtsMs }: LedgerEntry, withinMs: number): Promise<number[]> {
    const at = airedPtsMs ?? 0;
    const { questionId } = event;
    return Promise.all(
      this.#students.map(async ({ socket }, i) => {
        await after((withinMs * i) / this.#students.length);
        const beganAt = performance.now();
        const ack = await socket.call<AnswerReceipt>('answer:submit', {
          ...{ questionId, openedSeq: seq, attempt: 1, shownPtsMs: at, answeredPtsMs: at },
          choices: [i % 3 === 0 ? 'left' : 'right'],
        });
        if (!ack.ok) throw new Error(`${ack.problem.code}: ${ack.problem.detail}`);
        return performance.now() - beganAt;
      }),
    );
  }

  /** Students without an answer on record. */
  async missing(): Promise<number> {
    const answers = await this.teacher.all<Answer>(`/api/sessions/${this.id}/answers`);
    const there = new Set(answers.map(({ student }) => student.id));
    return this.#students.filter(({ id }) => !there.has(id)).length;
  }

  /** Answers that the teacher's page was shown. */
  get shown(): number {
    return this.page.heard('answer:received').length;
  }

  [Symbol.dispose](): void {
    this.page[Symbol.dispose]();
    for (const { socket } of this.#students) socket[Symbol.dispose]();
  }
}
