import type { ShownSurvey } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { expect, it } from 'vitest';
import { answerRows, csvOf, cueCsvOf, vttOf } from './export-texts.js';

it('captions are WebVTT, whatever is written in them', () => {
  const words = [
    { fromMs: 0, toMs: 1500, text: 'Look here.' },
    { fromMs: 3_661_001, toMs: 3_661_001, text: 'a --> b\n\n<c> & d' },
  ];
  expect(vttOf(words)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nLook here.\n\n' +
      '01:01:01.001 --> 01:01:01.002\na --&gt; b\n&lt;c&gt; &amp; d\n',
  );
});

it('answers are a table with times of the recording, safe in a spreadsheet', () => {
  const answer = {
    ...examples.Answer,
    text: '=1+1, "no"',
    choices: [],
    shownPtsMs: 61_000,
    answeredPtsMs: 64_000,
  };
  const rows = answerRows([answer], [], 60_000);
  expect(rows).toMatchObject([{ student: examples.Answer.student.name, shownMs: 1000, answeredMs: 4000 }]);
  const [head, line] = csvOf(rows).split('\r\n');
  expect(head).toMatch(/^\ufeffstudent,question,item,answer,verdict,/);
  expect(line).toContain(`"'=1+1, ""no"""`);
});

it('a survey has a row for each of its items', () => {
  const choices = ['film', 'talk'].map((id) => ({ id, text: `The ${id}` }));
  const task: ShownSurvey = {
    kind: 'survey',
    items: [
      { id: 'a', text: 'How was it?', by: 'scale', points: 5 },
      { id: 'b', text: 'More of?', by: 'choices', choices, optional: true },
      { id: 'c', text: 'Else?', by: 'text', optional: true },
    ],
  };
  const { questionId } = examples.Answer;
  const prompt = 'Before you go.';
  const question = { id: questionId, kind: 'parts', prompt, poll: true, task } as const;
  const answer = { ...examples.Answer, text: null, choices: [], parts: ['4', 'film talk', ''] };
  const rows = answerRows([answer], [{ ...question, choices: [], correct: [] }], 0);
  expect(rows.map((row) => [row.question, row.item, row.answer])).toEqual([
    [prompt, 'How was it?', '4/5'],
    [prompt, 'More of?', 'The film, The talk'],
    [prompt, 'Else?', ''],
  ]);
});

it('cues are a table with the difference of planned and aired times', () => {
  const cue = {
    seq: 7,
    type: 'caption',
    text: '=x',
    plannedPtsMs: 61_000,
    airedPtsMs: 61_040.4,
    frame: 1526,
  };
  const csv = cueCsvOf([{ ...cue, lateMs: 40, lateFrames: 1 }], 60_000);
  expect(csv.split('\r\n')).toEqual([
    '\ufeffseq,type,text,plannedMs,airedMs,frame,lateMs,lateFrames',
    `7,caption,'=x,1000,1040,1526,40,1`,
    '',
  ]);
});
