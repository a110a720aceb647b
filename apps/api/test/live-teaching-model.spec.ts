import type { BudgetMeter, Problem, Teaching, Transcript } from '@lockstep/contracts';
import {
  judgementText,
  OpenAiTestServer,
  type Reply,
  scriptedTeacher,
} from '@lockstep/virtual-teacher/test/openai-server';
import { readWave } from '@lockstep/virtual-teacher';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';

const script = `title: Past tense
brain: openai
steps:
  - id: q1
    ask:
      answer: spoken
      prompt: What did you do yesterday? Say a sentence.
      rubric:
        - point: the verb is in the past
          any: [went, did]
      window: 40s
  - id: bye
    say: Goodbye.
`;
const KEY = 'sk-nobody-may-see-this';

let model: OpenAiTestServer;
let server: TestServer;
let teacher: Client;
let lesson: { lessonId: string; version: number };
const settings = () => ({
  OPENAI_API_KEY: KEY,
  OPENAI_BASE_URL: model.baseUrl,
  OPENAI_MODEL: 'test-model',
  OPENAI_PRICE_INPUT_USD: '1',
  OPENAI_PRICE_OUTPUT_USD: '2',
});
beforeAll(async () => {
  model = await OpenAiTestServer.start();
  server = await TestServer.start({ settings: settings() });
  teacher = new Client(server.web, server.token);
  lesson = await publish(teacher, script);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const upload = async (pupil: Pupil, sessionId: string, recording: Uint8Array) => {
  const response = await fetch(`${server.web}/api/sessions/${sessionId}/transcripts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${pupil.joined.token}`, 'Content-Type': 'audio/wav' },
    body: Uint8Array.from(recording),
  });
  return { status: response.status, body: (await response.json()) as Transcript & Problem };
};

describe('a class that a model judges', () => {
  it('hears what was said, judges what the student confirmed, and speaks to them alone', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    using ann = await taught.join('Annabella');
    using bob = await taught.join('Bobadilla');
    expect(ann.joined.session).toMatchObject({ canTranscribe: true });
    await taught.start();
    const question = await taught.opened();
    expect(question.event).toMatchObject({ kind: 'open', spoken: true });

    expect(await upload(ann, taught.id, Buffer.from('no audio at all'))).toMatchObject({
      status: 415,
      body: { code: 'recording-not-audio' },
    });
    expect(await upload(ann, taught.id, new Uint8Array(21 * 1024 * 1024))).toMatchObject({ status: 413 });
    await bob.answer(question, { text: 'I did my homework.' });
    await vi.waitFor(() => expect(bob.feedback).toHaveLength(1), patience);

    const voice = (pupil: Pupil, id: string) =>
      fetch(`${server.web}/api/sessions/${taught.id}/feedback/mine/${id}/voice`, {
        headers: { Authorization: `Bearer ${pupil.joined.token}` },
      });
    const { feedbackId = '' } = bob.feedback[0] ?? {};
    expect((await voice(ann, feedbackId)).status).toBe(404);
    const spoken = await voice(bob, feedbackId);
    expect([spoken.status, spoken.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const wave = new Uint8Array(await spoken.arrayBuffer());
    const { samples, sampleRate } = readWave(wave);
    expect(samples.length / sampleRate).toBeGreaterThan(1);

    const heard = await upload(ann, taught.id, wave);
    expect(heard).toMatchObject({ status: 201, body: { text: 'I went to school yesterday.' } });
    await ann.answer(question, { text: heard.body.text, spoken: true });
    await taught.ended();
    const answers = await taught.answers();
    expect(
      answers.map(({ spoken: said, judgement }) => [said, judgement?.by.brain, judgement?.by.model]),
    ).toEqual([
      [false, 'openai', 'test-model'],
      [true, 'openai', 'test-model'],
    ]);
    const used = staff.heard<BudgetMeter>('budget:changed').at(-1);
    expect(used).toMatchObject({ brain: 'openai', model: 'test-model', tokensPerStudent: 40_000, judged: 2 });
    expect(used?.tokensUsed).toBeGreaterThan(0);
    expect(used?.costUsd).toBeGreaterThan(0);
    const sent = model.requests.map(({ raw, json }) => raw + JSON.stringify(json ?? {})).join(' ');
    for (const secret of [
      'Annabella',
      'Bobadilla',
      ann.joined.student.id,
      bob.joined.student.id,
      taught.id,
    ]) {
      expect(sent).not.toContain(secret);
    }
    expect(await upload(ann, taught.id, wave)).toMatchObject({
      status: 409,
      body: { code: 'session-not-live' },
    });
  });

  /** In pieces: the first ends where the second sentence begins. */
  const slowly = (text: string, begins: string): Reply => ({
    kind: 'text',
    text,
    piece: text.indexOf(begins) + begins.length,
    everyMs: 1800,
  });

  it('is spoken to while the model is still thinking of the rest', async () => {
    const taught = await TaughtClass.create(teacher, lesson, { oneToOne: true });
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    using ann = await taught.join('Ann');
    await taught.start();
    const question = await taught.opened();
    const say = 'You have a dog. That is a good sentence.';
    model.queue('chat', slowly(judgementText({ verdict: 'partly', say }), 'You have a dog. That'));
    await ann.answer(question, { text: 'My dog is brown.' });
    await vi.waitFor(() => {
      expect(staff.heard<Teaching>('teaching:changed').at(-1)?.saying).toBe('…');
    }, patience);
    expect((await taught.answers())[0]?.judgement).toBeNull();
    await taught.ended();
    expect((await taught.answers())[0]?.judgement).toMatchObject({ say, by: { brain: 'openai' } });
    const said = staff.heard<Teaching>('teaching:changed').map(({ saying }) => saying);
    expect(said.filter((words, i) => words === '…' && said[i - 1] !== '…')).toHaveLength(2);
  });

  it('hears the sum of its answers while the model is still wording it, and reads it whole', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    const pupils = await Promise.all(['Ann', 'Bob', 'Cy'].map((name) => taught.join(name)));
    await taught.start();
    const question = await taught.opened();
    const say = 'Nice work, dear class. Let us look at the verb.';
    model.script('chat', (request) =>
      request.raw.includes('program_says')
        ? slowly(JSON.stringify({ say }), 'Nice work, dear class. Let')
        : scriptedTeacher(request),
    );
    for (const pupil of pupils) await pupil.answer(question, { text: 'My dog is brown.' });
    await taught.ended();
    model.script('chat', scriptedTeacher);
    const after = (await taught.ledger()).filter(({ seq }) => seq > question.seq);
    const [first, whole] = [
      after.find(({ event }) => event['type'] === 'caption' && event['text'] === 'Nice work, dear class.'),
      after.find(({ event }) => event['type'] === 'feedback.class'),
    ];
    expect(whole?.event).toMatchObject({ text: say });
    expect((whole?.airedPtsMs ?? 0) - (first?.airedPtsMs ?? 0)).toBeGreaterThan(0);
    for (const pupil of pupils) pupil[Symbol.dispose]();
  });

  it('knows after a restart what the model took, for answers and for words to the class', async () => {
    const waiting = script.replace('  - id: bye\n    say: Goodbye.\n', '  - id: held\n    wait: Go on?\n');
    const first = await TestServer.start({ settings: settings() });
    const taught = await TaughtClass.create(
      new Client(first.web, first.token),
      await publish(new Client(first.web, first.token), waiting),
    );
    const pupils = await Promise.all(['Ann', 'Bob', 'Cy'].map((name) => taught.join(name)));
    await taught.start();
    const question = await taught.opened();
    for (const pupil of pupils) await pupil.answer(question, { text: 'My dog is brown.' });
    await taught.reaches('waiting');
    for (const pupil of pupils) pupil[Symbol.dispose]();
    const { budget } = await taught.teaching();
    const ofAnswers = (await taught.answers()).map(({ judgement }) => judgement?.by.tokens);
    const tokens = ofAnswers.reduce((sum, used) => sum + (used?.input ?? 0) + (used?.output ?? 0), 0);
    expect(budget.tokensUsed).toBeGreaterThan(tokens);
    await first.stop();

    await using second = await TestServer.start({ settings: settings(), folder: first.folder });
    const again = taught.through(new Client(second.web, second.token));
    expect((await again.teaching()).budget).toEqual(budget);
  });

  it('goes on with the offline brain when the budget is empty, and says so', async () => {
    await using poor = await TestServer.start({ settings: { ...settings(), TOKENS_PER_SESSION: '100' } });
    const admin = new Client(poor.web, poor.token);
    const taught = await TaughtClass.create(admin, await publish(admin, script));
    using ann = await taught.join('Ann');
    await taught.start();
    await ann.answer(await taught.opened(), { text: 'I went home.' });
    await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
    expect((await taught.teaching()).budget).toMatchObject({ tokensAllowed: 100, fallbacks: { budget: 1 } });
    const [answer] = await taught.answers();
    expect(answer?.judgement?.by).toMatchObject({
      brain: 'offline',
      insteadOf: { brain: 'openai', reason: 'budget' },
    });
  });

  it('shows its key nowhere', async () => {
    const shown = [
      JSON.stringify(await teacher.get('/api/sessions')),
      JSON.stringify(await teacher.get('/api/openapi.json')),
      JSON.stringify(await teacher.get('/health/ready')),
    ].join(' ');
    expect(shown).not.toContain(KEY);
  });
});
