import { type Answer, type LessonEvent, mediaPath, passedOver, type Score } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { frame } from './support/script.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';

const script = `title: Kinds of questions
pools: {last: 1}
steps:
  - id: planets
    ask:
      prompt: In order.
      order: [Mercury, Venus, Earth]
      points: 4
      confidence: true
      window: 60s
      show: {right: {file: body.png, alt: A medal}, wrong: {file: body.png, alt: The planets}}
  - id: sounds
    ask: {prompt: Match., match: {cat: mew, dog: bark}, extra: [moo], points: 2, window: 60s}
  - id: water
    ask: {prompt: Fill in., gaps: 'It boils at [100] degrees.', points: 1, window: 60s}
  - id: mood
    ask: {prompt: How are you?, answer: poll, choices: [good, bad], window: 60s}
  - id: word
    ask: {prompt: One word., answer: words, window: 60s}
  - id: place
    ask:
      prompt: Where is the heart?
      media: {file: body.png, alt: A body from the front, size: [320, 180]}
      hotspot: {heart: {circle: [160, 90, 20]}, lung: {rect: [0%, 0%, 25%, 50%], right: false}}
      points: 2
      window: 60s
  - id: plant
    ask:
      prompt: Label the plant.
      media: {file: body.png, alt: A plant}
      label: {root: [50%, 90%], leaf: [50%, 10%]}
      extra: [stem]
      points: 2
      window: 60s
  - id: pool-a
    ask: {prompt: Red?, answer: poll, choices: ['yes', 'no'], pool: last, window: 60s}
  - id: pool-b
    ask: {prompt: Blue?, answer: poll, choices: ['yes', 'no'], pool: last, window: 60s}
  - id: survey
    ask:
      prompt: Before you go.
      survey:
        - {ask: How was it?, scale: 5, low: boring, high: exciting}
        - {ask: What helped?, choices: [film, talk], several: true, optional: true}
        - What should be explained again?
      window: 60s
  - id: held
    wait: On?
`;

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
});
afterAll(() => cluster[Symbol.asyncDispose]());

type Opened = Extract<LessonEvent, { type: 'question.opened' }>;

describe.each(engines(() => cluster))('questions of every kind, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let taught: TaughtClass;
  let pupils: Pupil[] = [];
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    const teacher = new Client(server.web, server.token);
    const lesson = await publish(
      teacher,
      script,
      { ...patience, timeout: 150_000 },
      { 'body.png': await frame('white') },
    );
    taught = await TaughtClass.create(teacher, lesson);
    pupils = await Promise.all(['Ada', 'Ben', 'Cem'].map((name) => taught.join(name)));
    await taught.start();
  }, 180_000);
  afterAll(async () => {
    pupils.forEach((pupil) => pupil[Symbol.dispose]());
    await server[Symbol.asyncDispose]();
  });

  /** Each pupil's answer to the `nth` question; resolves with the question and what the class was shown. */
  async function answered(nth: number, contents: readonly object[]) {
    const question = await taught.opened(nth);
    for (const [i, content] of contents.entries()) await pupils[i]?.answer(question, content);
    const answers = await vi.waitFor(async () => {
      const given = (await taught.answers()).filter(({ openedSeq }) => openedSeq === question.seq);
      expect(given.filter(({ judging }) => judging === 'judged' || judging === 'none')).toHaveLength(3);
      return given;
    }, patience);
    const result = await taught.aired('class.result', nth);
    return { seq: question.seq, opened: question.event as unknown as Opened, answers, result: result.event };
  }
  const verdicts = (answers: readonly Answer[]) => answers.map(({ verdict }) => verdict);

  it('are asked, judged, summed up and counted', { timeout: 120_000 }, async () => {
    const order = await answered(1, [
      { parts: ['mercury', 'venus', 'earth'], confidence: 3 },
      { parts: ['venus', 'mercury', 'earth'], confidence: 1 },
      { parts: ['earth', 'venus', 'mercury'], confidence: 2 },
    ]);
    expect(order.opened).toMatchObject({
      kind: 'parts',
      points: 4,
      confidence: true,
      task: { kind: 'order' },
    });
    expect(verdicts(order.answers)).toEqual(['right', 'partly', 'wrong']);
    expect(order.answers.map(({ confidence }) => confidence)).toEqual([3, 1, 2]);
    expect(order.result).toMatchObject({ total: 3, solution: ['mercury', 'venus', 'earth'] });
    await vi.waitFor(
      () =>
        expect(pupils.map(({ feedback: [first] }) => first?.judged?.media?.alt)).toEqual([
          'A medal',
          undefined,
          'The planets',
        ]),
      patience,
    );
    const listed = (await taught.answers()).filter(({ openedSeq }) => openedSeq === order.seq);
    expect(listed.map(({ shown }) => shown?.alt)).toEqual(['A medal', undefined, 'The planets']); // to the teacher as well

    const match = await answered(2, [
      { parts: ['mew', 'bark'] },
      { parts: ['mew', 'moo'] },
      { parts: ['moo', 'moo'] },
    ]);
    expect(verdicts(match.answers)).toEqual(['right', 'partly', 'wrong']);
    expect(match.result).toMatchObject({ counts: { cat: 2, dog: 1 }, total: 3 });

    const gaps = await answered(3, [{ parts: ['100'] }, { parts: ['one hundred'] }, { parts: ['-100'] }]);
    expect(verdicts(gaps.answers)).toEqual(['right', 'right', 'wrong']);

    const poll = await answered(4, [{ choices: ['good'] }, { choices: ['good'] }, { choices: ['bad'] }]);
    expect(poll.opened).toMatchObject({ kind: 'single', poll: true });
    expect(poll.answers.map(({ judging, judgement }) => [judging, judgement])).toEqual(
      Array.from({ length: 3 }, () => ['none', null]),
    );
    expect(poll.result).toMatchObject({ counts: { good: 2, bad: 1 }, total: 3 });
    expect(poll.result).not.toHaveProperty('correct');

    const cloud = await answered(5, [{ text: 'Fun!' }, { text: ' fun' }, { text: 'my secret' }]);
    expect(cloud.result).toMatchObject({ words: [{ text: 'fun', count: 2 }], total: 3 });

    const place = await answered(6, [{ parts: ['51.5 48'] }, { parts: ['55 60.1'] }, { parts: ['10 10'] }]);
    expect(verdicts(place.answers)).toEqual(['right', 'wrong', 'wrong']);
    expect(place.opened).toMatchObject({
      task: { kind: 'hotspot', marks: 1 },
      media: { kind: 'picture', alt: 'A body from the front' },
    });
    expect(Object.keys(place.opened.task ?? {})).toEqual(['kind', 'marks']);
    expect(place.result).toMatchObject({ counts: { 1: 1 }, solution: ['50 50'] });
    const picture = await fetch(`${server.web}${mediaPath(place.opened.media?.id ?? '')}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);

    const label = await answered(7, [
      { parts: ['root', 'leaf'] },
      { parts: ['root', 'stem'] },
      { parts: ['leaf', 'root'] },
    ]);
    expect(verdicts(label.answers)).toEqual(['right', 'partly', 'wrong']);
    expect(label.result).toMatchObject({ counts: { 1: 2, 2: 1 } });

    // of the two in the pool this session asks the one that its id draws, and then it waits
    await answered(8, [{ choices: ['yes'] }, { choices: ['yes'] }, { choices: ['no'] }]);
    const survey = await answered(9, [
      { parts: ['4', 'film talk', 'my secret'] },
      { parts: ['4', '', 'I want to die'] },
      { parts: ['5', 'talk', 'fractions'] },
    ]);
    expect(survey.opened).toMatchObject({ kind: 'parts', poll: true, task: { kind: 'survey' } });
    expect(survey.answers.map(({ judging, judgement, flag }) => [judging, judgement, flag])).toEqual([
      ['none', null, null],
      ['none', null, 'danger'],
      ['none', null, null],
    ]);
    // two have answered the second item: their sum would point at them
    expect(survey.result).toMatchObject({
      counts: { '1': 3, '1.1': 0, '1.2': 0, '1.3': 0, '1.4': 2, '1.5': 1, '3': 3 },
      total: 3,
    });
    expect(survey.result).not.toHaveProperty('solution');
    await taught.reaches('waiting', 'held');
    const asked = (await taught.ledger()).flatMap(({ event }) =>
      event['type'] === 'question.opened' ? [event['questionId']] : [],
    );
    const steps = parseLesson(script).script;
    const passed = steps && passedOver(steps, taught.id);
    expect(asked.slice(7)).toEqual(['pool-a', 'pool-b', 'survey'].filter((id) => !passed?.has(id)));

    const scores = await Promise.all(
      pupils.map(({ client }) => client.get<Score>(`/api/sessions/${taught.id}/score/mine`)),
    );
    expect(scores.map(({ earned, of }) => [earned, of])).toEqual([
      [11, 11],
      [5, 11],
      [0, 11],
    ]);
    const aired = JSON.stringify((await taught.ledger()).map(({ event }) => event));
    for (const written of ['secret', 'want to die', 'fractions']) expect(aired).not.toContain(written);
  });

  it('are not answered by what does not fit', async () => {
    const [pupil] = pupils;
    const question = await taught.opened(1);
    for (const content of [{ text: 'x' }, { parts: ['mercury'] }, { parts: ['venus', 'venus', 'venus'] }])
      await expect(pupil?.answer(question, { ...content, attempt: 1 })).rejects.toThrow('answer-malformed');
    const survey = await taught.opened(9);
    for (const parts of [
      ['4', '', ''],
      ['6', '', 'x'],
      ['4', 'film film', 'x'],
      ['4', 'film'],
    ])
      await expect(pupil?.answer(survey, { parts, attempt: 1 })).rejects.toThrow('answer-malformed');
  });
});
