import { Injectable } from '@nestjs/common';
import { type OwnAnswer, type OwnResults, wordsOfParts } from '@lockstep/contracts';
import { OwnResultsService } from '../../review/own-results.service.js';
import { StudentNotFound } from '../../students/student-errors.js';
import { SessionRecords } from '../session-record.js';
import { answerWords, toneOf } from './answer-words.js';
import type { Report, ReportBlock, ReportCell } from './report.js';
import { clockOf, dateOf, type ReportReader } from './report-times.js';
import { type ReportWords, reportWords } from './report-words.js';

type OwnQuestion = OwnResults['questions'][number];

/** What one student did in a session that is over: what they find among their own results, to be printed. */
@Injectable()
export class StudentReports {
  constructor(
    private readonly records: SessionRecords,
    private readonly results: OwnResultsService,
  ) {}

  /** @throws SessionNotFound, SessionNotOver; StudentNotFound for somebody who was not there */
  async of(sessionId: string, studentId: string, reader: ReportReader): Promise<Report> {
    const { session, students, startPtsMs } = await this.records.of(sessionId);
    const student = students.find(({ id }) => id === studentId);
    if (!student) throw new StudentNotFound(studentId);
    const words = reportWords[reader.language];
    const { questions, score, comments } = await this.results.of(sessionId, studentId);
    const date = dateOf(session.startedAt ?? session.createdAt, reader);
    const points = words.of(String(score.earned), String(score.of));
    const facts: [string, string][] = [
      [words.student, student.name],
      [words.date, date],
      [words.lesson, session.lesson.title],
      ...(score.of > 0 ? [[words.points, points] as [string, string]] : []),
    ];
    return {
      ...{ title: session.title, date: `${student.name} · ${date}`, language: session.lesson.language },
      blocks: [
        {
          kind: 'table',
          head: [],
          widths: [0.3, 0.7],
          rows: facts.map(([name, value]): ReportCell[] => [{ text: name, tone: 'soft' }, { text: value }]),
        },
        ...questions.flatMap((question, i) => questionBlocks(words, question, i + 1, startPtsMs)),
        ...(questions.length === 0 ? [{ kind: 'text', text: words.noQuestions } as const] : []),
        ...commentBlocks(words, comments, startPtsMs),
      ],
    };
  }
}

function questionBlocks(
  words: ReportWords,
  { question, result, points, earned, answers }: OwnQuestion,
  number: number,
  startPtsMs: number,
): ReportBlock[] {
  const facts = [
    words.askedAt(clockOf(question.openedPtsMs - startPtsMs)),
    question.poll === true && words.poll,
    points !== null && `${words.points}: ${words.of(earned === null ? '–' : String(earned), String(points))}`,
  ];
  const right = rightWords(question, result);
  return [
    { kind: 'heading', text: words.question(number) },
    { kind: 'text', text: question.prompt, bold: true },
    { kind: 'text', text: facts.filter(Boolean).join(' · '), tone: 'soft' },
    ...(answers.length === 0 ? [{ kind: 'text', text: words.noAnswer, tone: 'soft' } as const] : []),
    ...(answers.length > 0 ? [answerTable(words, question, answers)] : []),
    ...(right === '' ? [] : [{ kind: 'text', text: `${words.rightAnswer}: ${right}` } as const]),
  ];
}

/** Only what the class was shown. */
function rightWords({ choices, task }: OwnQuestion['question'], result: OwnQuestion['result']): string {
  if (task && result?.solution) return wordsOfParts(task, result.solution).join('; ');
  const right = result?.correct ?? [];
  return choices
    .filter(({ id }) => right.includes(id))
    .map(({ text }) => text)
    .join(', ');
}

const answerTable = (
  words: ReportWords,
  question: OwnQuestion['question'],
  answers: readonly OwnAnswer[],
): ReportBlock => ({
  kind: 'table',
  head: [words.answer, words.verdict, words.feedback],
  widths: [0.36, 0.2, 0.44],
  rows: answers.map((answer) => [
    { text: answerWords(answer, question) },
    question.poll === true
      ? { text: '' }
      : { text: verdictWords(words, answer), tone: toneOf[answer.verdict] },
    { text: feedbackWords(words, answer) },
  ]),
});

const verdictWords = (words: ReportWords, { verdict, attempt, feedback }: OwnAnswer): string =>
  [
    words.verdicts[verdict],
    attempt > 1 && words.tries(attempt),
    feedback?.correction && words.correctedBy(feedback.correction.by),
  ]
    .filter(Boolean)
    .join(' · ');

/** What the teacher says now stands before what was said in class. */
function feedbackWords(words: ReportWords, { feedback }: OwnAnswer): string {
  if (!feedback) return '';
  const { text, judged, correction } = feedback;
  const told = [judged?.praise, judged?.correction, judged?.hint && `${words.hint}: ${judged.hint}`];
  const parts = told.some(Boolean) ? told : [text];
  return [correction?.comment && `${words.correction}: ${correction.comment}`, ...parts]
    .filter(Boolean)
    .join('\n');
}

const commentBlocks = (
  words: ReportWords,
  comments: OwnResults['comments'],
  startPtsMs: number,
): ReportBlock[] =>
  comments.length === 0
    ? []
    : [
        { kind: 'heading', text: words.comments },
        ...comments.map(({ ptsMs, text, by }): ReportBlock => ({
          kind: 'text',
          text: `${clockOf(ptsMs - startPtsMs)} · ${by}: ${text}`,
        })),
      ];
