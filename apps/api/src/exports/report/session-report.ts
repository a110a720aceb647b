import { Injectable } from '@nestjs/common';
import type { Answer } from '@lockstep/contracts';
import { ScoreService } from '../../answers/score.service.js';
import { type AskedOpening, type SessionRecord, SessionRecords } from '../session-record.js';
import { answerWords, toneOf } from './answer-words.js';
import { QuestionTally } from './question-tally.js';
import type { Report, ReportBlock, ReportCell } from './report.js';
import { clockOf, dateOf, type ReportReader } from './report-times.js';
import { type ReportWords, reportWords } from './report-words.js';

/** Answers of one report, and letters of them: some eighty pages. More are counted, and stand in the CSV. */
const MOST_ANSWERS = 2000;
const MOST_LETTERS = 150_000;
const MOST_STUDENTS = 1000;

type StudentSum = { answers: number; right: number };
/** What is still to be printed of the greatest report. */
type Room = { answers: number; letters: number };

/** What came of a session that is over. */
@Injectable()
export class SessionReports {
  constructor(
    private readonly records: SessionRecords,
    private readonly scores: ScoreService,
  ) {}

  /** @throws SessionNotFound, SessionNotOver */
  async of(sessionId: string, reader: ReportReader): Promise<Report> {
    const record = await this.records.of(sessionId);
    const words = reportWords[reader.language];
    const sums = new Map<string, StudentSum>();
    const tallies: QuestionTally[] = [];
    const room: Room = { answers: MOST_ANSWERS, letters: MOST_LETTERS };
    const questions: ReportBlock[] = [];
    for (const [i, opening] of record.openings.entries()) {
      const tally = new QuestionTally(opening.question);
      tallies.push(tally);
      const printed: Answer[] = [];
      for await (const answer of this.records.answersOf(sessionId, opening.seq)) {
        tally.add(answer);
        noteStudent(sums, answer);
        if (hasRoom(room, answer)) printed.push(answer);
      }
      questions.push(...questionBlocks(words, record, { opening, number: i + 1, tally, printed }));
    }
    const { session } = record;
    return {
      ...{ title: session.title, language: session.lesson.language },
      date: dateOf(session.startedAt ?? session.createdAt, reader),
      blocks: [
        figures(words, record, tallies, reader),
        ...(await this.#students(words, record, sums)),
        ...(questions.length > 0 ? questions : [{ kind: 'text', text: words.noQuestions } as const]),
      ],
    };
  }

  async #students(
    words: ReportWords,
    { session, students, openings }: SessionRecord,
    sums: ReadonlyMap<string, StudentSum>,
  ): Promise<ReportBlock[]> {
    if (students.length === 0) return [];
    const hasPoints = openings.some(({ question }) => question.points !== undefined);
    const rows: ReportCell[][] = [];
    for (const { id, name } of students.slice(0, MOST_STUDENTS)) {
      const { answers, right } = sums.get(id) ?? { answers: 0, right: 0 };
      const row: ReportCell[] = [{ text: name }, { text: String(answers) }, { text: String(right) }];
      if (hasPoints) {
        const { earned, of } = await this.scores.of(session.id, id);
        row.push({ text: words.of(String(earned), String(of)) });
      }
      rows.push(row);
    }
    const more = students.length - rows.length;
    const head = [words.student, words.given, words.verdicts.right, ...(hasPoints ? [words.points] : [])];
    return [
      { kind: 'heading', text: words.students },
      { kind: 'table', head, widths: hasPoints ? [0.46, 0.18, 0.18, 0.18] : [0.6, 0.2, 0.2], rows },
      ...(more > 0 ? [{ kind: 'text', text: words.moreStudents(more), tone: 'soft' } as const] : []),
    ];
  }
}

function noteStudent(sums: Map<string, StudentSum>, { student, verdict }: Answer): void {
  const sum = sums.get(student.id) ?? { answers: 0, right: 0 };
  sum.answers++;
  if (verdict === 'right') sum.right++;
  sums.set(student.id, sum);
}

/** Takes the room that an answer needs; false where there is no more. */
function hasRoom(room: Room, { text, parts, correction }: Answer): boolean {
  room.answers--;
  room.letters -= (text?.length ?? 0) + parts.join('').length + (correction?.comment?.length ?? 0);
  return room.answers >= 0 && room.letters >= 0;
}

function figures(
  words: ReportWords,
  { session, students, openings, lengthMs }: SessionRecord,
  tallies: readonly QuestionTally[],
  reader: ReportReader,
): ReportBlock {
  const sum = (of: (tally: QuestionTally) => number) => tallies.reduce((total, one) => total + of(one), 0);
  const [judged, right, open] = [sum((one) => one.judged), sum((one) => one.right), sum((one) => one.open)];
  const facts: (readonly [string, string])[] = [
    [words.date, dateOf(session.startedAt ?? session.createdAt, reader)],
    [words.lesson, session.lesson.title],
    [words.length, clockOf(lengthMs)],
    [words.students, String(students.length)],
    [words.asked, String(openings.length)],
    [words.given, String(sum((one) => one.count))],
    ...(judged > 0 ? [[words.right, `${String(Math.round((100 * right) / judged))}%`] as const] : []),
    ...(open > 0 ? [[words.open, String(open)] as const] : []),
  ];
  return {
    kind: 'table',
    head: [],
    widths: [0.3, 0.7],
    rows: facts.map(([name, value]) => [{ text: name, tone: 'soft' }, { text: value }]),
  };
}

type Told = {
  readonly opening: AskedOpening;
  /** Counted from 1. */
  readonly number: number;
  readonly tally: QuestionTally;
  readonly printed: readonly Answer[];
};

function questionBlocks(
  words: ReportWords,
  { startPtsMs }: SessionRecord,
  { opening, number, tally, printed }: Told,
): ReportBlock[] {
  const { question, ptsMs } = opening;
  const facts = [
    words.askedAt(clockOf(ptsMs - startPtsMs)),
    words.facts(tally.count),
    question.poll === true && words.poll,
    tally.judged > 0 && words.rightShare(Math.round((100 * tally.right) / tally.judged)),
    tally.open > 0 && words.openCount(tally.open),
    tally.count > 0 && words.took(Math.round(tally.medianMs / 100) / 10),
  ];
  const more = tally.count - printed.length;
  return [
    { kind: 'heading', text: words.question(number) },
    { kind: 'text', text: question.prompt, bold: true },
    { kind: 'text', text: facts.filter(Boolean).join(' · '), tone: 'soft' },
    ...barsOf(tally),
    ...(printed.length > 0 ? [answerTable(words, opening, printed)] : []),
    ...(more > 0 ? [{ kind: 'text', text: words.more(more), tone: 'soft' } as const] : []),
  ];
}

function barsOf(tally: QuestionTally): ReportBlock[] {
  if (tally.bars.length === 0) return [];
  const rows = tally.bars.map(({ label, count, of, isRight }) => {
    const share = of === 0 ? 0 : count / of;
    return { label, isRight, share, figure: `${String(count)} · ${String(Math.round(100 * share))}%` };
  });
  return [{ kind: 'bars', rows }];
}

const answerTable = (
  words: ReportWords,
  { question }: AskedOpening,
  printed: readonly Answer[],
): ReportBlock => ({
  kind: 'table',
  head: [words.student, words.answer, words.verdict],
  widths: [0.22, 0.5, 0.28],
  rows: printed.map((answer) => [
    { text: answer.student.name },
    { text: answerWords(answer, question) },
    question.poll === true
      ? { text: '' }
      : { text: verdictWords(words, answer), tone: toneOf[answer.verdict] },
  ]),
});

const verdictWords = (words: ReportWords, { verdict, attempt, correction }: Answer): string =>
  [
    words.verdicts[verdict],
    attempt > 1 && words.tries(attempt),
    correction && words.correctedBy(correction.by.name),
  ]
    .filter(Boolean)
    .join(' · ');
