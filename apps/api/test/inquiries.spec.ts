import type { Inquiry, InquiryReply, OwnInquiry, OwnResults } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';

const script = `title: Water
language: en
voice: silent
steps:
  - id: intro
    say: Water evaporates when the sun warms it. A glacier is ice that moves slowly downhill.
  - id: before
    wait: Shall we go on?
  - id: gas
    ask:
      answer: short
      prompt: What do we call water that is a gas?
      accept: vapour
      window: none
  - id: later
    say: Photosynthesis feeds the plants.
  - id: held
    wait: Shall we go on?
`;

let server: TestServer;
let teacher: Client;
let lesson: { lessonId: string; version: number };
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  lesson = await publish(teacher, script, { timeout: 100_000, interval: 100 });
});
afterAll(() => server[Symbol.asyncDispose]());

/** A class that has heard the first step, and waits. Its students ask one thing after the other. */
let taught: TaughtClass;
let at: string;
let pupils: { ann: Pupil; bob: Pupil; cem: Pupil };
beforeAll(async () => {
  taught = await TaughtClass.create(teacher, lesson);
  at = `/api/sessions/${taught.id}`;
  pupils = { ann: await taught.join('Ann'), bob: await taught.join('Bob'), cem: await taught.join('Cem') };
  await taught.start();
  await taught.reaches('waiting', 'before');
});
afterAll(() => Object.values(pupils ?? {}).forEach((pupil) => pupil[Symbol.dispose]()));
const setAsking = (asking: string) => teacher.call('PUT', `${at}/asking`, { asking });

const ask = ({ client }: Pupil, at: string, text: string) =>
  client.post<OwnInquiry>(`${at}/inquiries`, { text, ptsMs: 0 });
const byId = (all: readonly OwnInquiry[], ids: readonly (string | undefined)[]): OwnInquiry => {
  const found = all.find(({ id }) => ids.includes(id));
  if (found === undefined) throw new Error('The student did not ask that.');
  return found;
};
const lastOf = ({ replies }: OwnInquiry): InquiryReply | undefined => replies.at(-1);
const mine = ({ client }: Pupil, at: string) => client.get<OwnInquiry[]>(`${at}/inquiries/mine`);

describe('what a student asks', () => {
  it('is answered at once by what the lesson has said, and by nothing that it has not', async () => {
    const { ann, bob, cem } = pupils;
    const answered = await ask(ann, at, 'What is a glacier?');
    const sentence = 'A glacier is ice that moves slowly downhill.';
    expect(lastOf(answered)).toMatchObject({ kind: 'answered', by: 'virtual', text: null, toClass: false });
    const said = (await taught.ledger()).find(
      ({ type, event }) => type === 'caption' && sentence.startsWith(String(event['text'])),
    );
    expect(lastOf(answered)?.passages).toEqual([{ text: sentence, slide: null, ptsMs: said?.airedPtsMs }]);

    expect(lastOf(await ask(bob, at, 'Who won the world cup?'))?.kind).toBe('not-in-lesson');
    expect(lastOf(await ask(cem, at, 'What is photosynthesis?'))).toMatchObject({
      kind: 'later',
      passages: [],
    });
    // it is asked in the lesson, and not yet
    expect(lastOf(await ask(ann, at, 'What do we call water when it is a gas?'))?.kind).toBe('withheld');
    expect(lastOf(await ask(bob, at, 'Is water as a gas called vapour?'))?.kind).toBe('withheld');
    // nothing of it is in the stream
    const written = JSON.stringify(await taught.ledger());
    for (const word of ['world cup', 'inquiry', 'Ann']) expect(written).not.toContain(word);
  });

  it('is answered for the class where several ask the same, once and without a name', async () => {
    const all = Object.values(pupils);
    await setAsking('class');
    for (const pupil of all.toReversed()) await ask(pupil, at, 'What is a glacier?');
    await vi.waitFor(async () => {
      const captions = (await taught.ledger()).filter(({ type }) => type === 'caption');
      const words = captions.map(({ event }) => String(event['text'])).join(' ');
      expect(words).toContain('Several of you asked about this.');
      expect(words.split('A glacier is ice').length - 1).toBe(2);
      expect(words).not.toMatch(/Ann|Bob|Cem/);
    }, patience);
    for (const pupil of all) {
      const own = (await mine(pupil, at)).find(({ text }) => text === 'What is a glacier?');
      expect(own?.replies.at(-1)?.toClass).toBe(true);
    }
    await ask(pupils.bob, at, 'what is a glacier');
    const controls = (await taught.ledger()).filter(({ type }) => type === 'teacher.control');
    expect(controls.map(({ event }) => event['action'])).toEqual(['say']);
  });

  it('is seen by teachers in groups, and answered by them', async () => {
    const { ann, bob } = pupils;
    await setAsking('teacher');
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    expect((await ask(ann, at, 'What does evaporate mean?')).replies).toEqual([]);
    await ask(bob, at, 'I do not understand evaporate, please explain');
    await ask(ann, at, 'How deep is the sea?');
    expect(lastOf(await ask(bob, at, 'I want to die'))).toMatchObject({ kind: 'danger', text: null });

    const list = (await teacher.get<Inquiry[]>(`${at}/inquiries`)).slice(-4);
    const [first, same, other, danger] = list;
    expect(list.map(({ student }) => student.name)).toEqual(['Ann', 'Bob', 'Ann', 'Bob']);
    expect(same?.groupId).toBe(first?.groupId);
    expect(other?.groupId).not.toBe(first?.groupId);
    expect(danger?.flag).toBe('danger');
    await vi.waitFor(() => {
      const heard = staff.heard<Inquiry>('inquiry:changed').map(({ id }) => id);
      for (const { id } of list) expect(heard).toContain(id);
    }, patience);

    const reply = (body: object) => teacher.call<Inquiry[]>('POST', `${at}/inquiries/replies`, body);
    const group = [first?.id, same?.id];
    const answer = { do: 'answer', inquiryIds: group, text: 'Ice on the move.' };
    expect(await reply(answer)).toMatchObject({ status: 201 });
    for (const pupil of [ann, bob])
      expect(lastOf(byId(await mine(pupil, at), group))).toMatchObject({
        ...{ kind: 'answered', by: 'teacher', text: 'Ice on the move.' },
      });
    await reply({ do: 'let-virtual', inquiryIds: group });
    expect(lastOf(byId(await mine(ann, at), group))?.passages).toHaveLength(1);
    await reply({ do: 'dismiss', inquiryIds: [other?.id] });
    expect(lastOf(byId(await mine(ann, at), [other?.id]))?.kind).toBe('dismissed');
    expect(await reply({ do: 'dismiss', inquiryIds: ['nobody'] })).toMatchObject({
      ...{ status: 404, body: { code: 'inquiry-not-found' } },
    });
  });

  it('waits while the class is asked, and is answered when that is over', async () => {
    const { ann, bob, cem } = pupils;
    await setAsking('each');
    await taught.command({ type: 'continue' });
    const question = await taught.opened();
    expect(lastOf(await ask(cem, at, 'What is a glacier?'))).toMatchObject({ kind: 'waiting', passages: [] });
    expect(lastOf(await ask(ann, at, 'Is water that is a gas vapour?'))?.kind).toBe('withheld');
    await ann.answer(question, { text: 'vapour' });
    await bob.answer(question, { text: 'steam' });
    await cem.answer(question, { text: 'ice' });
    await vi.waitFor(async () => {
      const inquiry = (await mine(cem, at)).at(-1);
      expect(inquiry?.replies.map(({ kind }) => kind)).toEqual(['waiting', 'answered']);
    }, patience);
    const told = cem.socket.heard<OwnInquiry>('inquiry:answered');
    expect(told.at(-1)?.replies).toHaveLength(2);
    const own = new Set((await mine(bob, at)).map(({ id }) => id));
    for (const { id } of bob.socket.heard<OwnInquiry>('inquiry:answered')) expect(own).toContain(id);
  });

  it('is refused where nobody takes it, and where there is too much of it', async () => {
    await setAsking('off');
    using dee = await taught.join('Dee');
    const post = (body: object) => dee.client.call('POST', `${at}/inquiries`, body);
    expect(await post({ text: 'Why?', ptsMs: null })).toMatchObject({
      ...{ status: 409, body: { code: 'asking-off' } },
    });
    expect(await post({ text: ' ', ptsMs: null })).toMatchObject({ status: 400 });
    expect(await post({ text: 'x'.repeat(501), ptsMs: null })).toMatchObject({ status: 400 });
    await setAsking('teacher');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => post({ text: `Why ${String(i)}?`, ptsMs: 0 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  it('is found among the results, and erased with its student', async () => {
    const { ann, bob } = pupils;
    await teacher.post(`${at}/end`);
    const results = await ann.client.get<OwnResults>(`${at}/results/mine`);
    expect(results.inquiries).toEqual(await mine(ann, at));
    expect(results.inquiries[0]?.text).toBe('What is a glacier?');
    expect(await ann.client.call('POST', `${at}/inquiries`, { text: 'Why?', ptsMs: 0 })).toMatchObject({
      status: 409,
    });
    await teacher.call('DELETE', `${at}/students/${bob.joined.student.id}`);
    const left = await teacher.get<Inquiry[]>(`${at}/inquiries`);
    expect(new Set(left.map(({ student }) => student.name))).toEqual(new Set(['Ann', 'Cem', 'Dee']));
  });
});
