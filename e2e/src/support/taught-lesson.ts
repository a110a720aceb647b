import { retry } from '@lockstep/async';
import type {
  AnswerReceipt,
  Joined,
  LessonVersionSummary,
  Recording,
  ScriptDraft,
  Session,
  SessionCreateInput,
  Teaching,
} from '@lockstep/contracts';
import type { LockstepServer } from './server.js';

const deck = `---
marp: true
---

# Yesterday

Today we look back.

---

# The rebels

go becomes **went**, see becomes **saw**
`;

/** A step. Its optional point alone asks no scorer, so that an answer without the phrase is left to the teacher. */
export const ICE_QUESTION = `  - id: why
    ask:
      answer: open
      prompt: Why does ice float?
      rubric:
        - point: Ice is less dense than water.
          any: [less dense]
          required: false
      window: 300s
`;

/** A short lesson with all that matters: slides that turn on words, a choice, a written answer with a second try. */
export const shortLesson = (brain: 'offline' | 'openai'): string =>
  `title: Look back
language: en
brain: ${brain}
slides: deck.md
steps:
  - id: hello
    say: Welcome back. {slide 2} Here are the rebels.
  - id: choice
    ask:
      prompt: Which one is the past of go?
      choices: [goed, went]
      right: went
      wrong:
        goed: Go is a rebel, so it takes no ending.
      window: 40s
  - id: written
    ask:
      prompt: Write the past of see.
      accept: saw
      hints: It rhymes with law.
      tries: 2
      window: 40s
  - id: bye
    say: '{slide 1} That was all.'
`;

/** Writes a lesson as text, publishes it and waits until it can be taught. */
export async function publishLesson(server: LockstepServer, text: string): Promise<LessonVersionSummary> {
  const draft = await server.call<ScriptDraft>('POST', '/api/lessons/script', { text });
  const files = new FormData();
  files.append('files', new Blob([deck], { type: 'text/markdown' }), 'deck.md');
  await server.call('POST', `/api/lessons/${draft.lessonId}/files`, files);
  const versions = `/api/lessons/${draft.lessonId}/versions`;
  const { version } = await server.call<LessonVersionSummary>('POST', versions, {});
  const look = () => server.call<LessonVersionSummary>('GET', `${versions}/${version}`);
  const isReady = async () => {
    const { status } = await look();
    if (status !== 'ready') throw new Error(`version ${version} is ${status}`);
  };
  await retry(isReady, { signal: AbortSignal.timeout(90_000), delayMs: () => 300 });
  return look();
}

/** A session of the virtual teacher that waits to be started. */
export const openClass = (
  server: LockstepServer,
  { lessonId, version }: LessonVersionSummary,
  more: Pick<SessionCreateInput, 'classId' | 'access'> = {},
) =>
  server.call<Session>('POST', '/api/sessions', {
    ...{ lessonId, source: { kind: 'teacher', version }, ...more },
  });

/** A student without a page. */
export class AbsentStudent {
  private constructor(
    private readonly server: LockstepServer,
    private readonly sessionId: string,
    private readonly joined: Joined,
  ) {}

  static async join(server: LockstepServer, sessionId: string, name: string): Promise<AbsentStudent> {
    const joined = await server.call<Joined>('POST', `/api/sessions/${sessionId}/join`, { name });
    return new AbsentStudent(server, sessionId, joined);
  }

  /** Answers the question as soon as it is open, on its first frame. */
  async answer(
    questionId: string,
    answer: { choice: string } | { text: string } | { parts: string[] },
  ): Promise<AnswerReceipt> {
    const read = () => this.server.call<Teaching>('GET', `/api/sessions/${this.sessionId}/teaching`);
    const asked = async () => {
      const { window } = await read();
      if (window?.questionId === questionId && window.openedPtsMs !== null) return window;
      throw new Error(`${questionId} is not open`);
    };
    const window = await retry(asked, { signal: AbortSignal.timeout(30_000), delayMs: () => 50 });
    const shownPtsMs = window.openedPtsMs ?? 0;
    const { openedSeq } = window;
    const body = {
      questionId,
      openedSeq,
      shownPtsMs,
      answeredPtsMs: shownPtsMs,
      ...('choice' in answer ? { choices: await this.choiceIds(openedSeq, answer.choice) } : answer),
    };
    const { token } = this.joined;
    return this.server.call('POST', `/api/sessions/${this.sessionId}/answers`, body, token);
  }

  /** As the stream gives them to everybody. */
  private async choiceIds(openedSeq: number, text: string): Promise<string[]> {
    type Asked = { entries: { seq: number; event: { choices?: { id: string; text: string }[] } }[] };
    const ledger = `/api/sessions/${this.sessionId}/ledger?limit=1000`;
    const { entries } = await this.server.call<Asked>('GET', ledger);
    const choices = entries.find(({ seq }) => seq === openedSeq)?.event.choices ?? [];
    return choices.filter((choice) => choice.text === text).map(({ id }) => id);
  }
}

/** Resolves when the recording of a session that has ended can be played. */
export async function recordingOf(server: LockstepServer, sessionId: string): Promise<void> {
  const look = async () => {
    const [one] = await server.call<Recording[]>('GET', `/api/sessions/${sessionId}/recordings`);
    if (one?.status !== 'ready') throw new Error(`the recording is ${one?.status ?? 'missing'}`);
  };
  await retry(look, { signal: AbortSignal.timeout(60_000), delayMs: () => 200 });
}
