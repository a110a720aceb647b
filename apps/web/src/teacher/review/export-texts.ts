import { type Answer, type Question, wordsOfItem } from '@lockstep/contracts';
import { answerWords } from '../live/answer-item.js';
import type { CueTime } from './cue-times.js';
import type { Mark } from './lanes.js';

const two = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** WebVTT, 4: `hh:mm:ss.ttt`. */
function vttTime(ms: number): string {
  const whole = Math.round(ms);
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1000) % 60].map(
    Math.floor,
  );
  return `${two(hours ?? 0)}:${two(minutes ?? 0)}:${two(seconds ?? 0)}.${two(whole % 1000, 3)}`;
}

/** Captions as WebVTT, with times of the recording. A blank line would end a cue, and `-->` begin one. */
export function vttOf(words: readonly Mark[]): string {
  const cues = words.map(({ fromMs, toMs, text }) => {
    const safe = text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/\n{2,}/g, '\n');
    return `${vttTime(fromMs)} --> ${vttTime(Math.max(toMs, fromMs + 1))}\n${safe}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

const COLUMNS = [
  ...[
    'student',
    'question',
    'item',
    'answer',
    'verdict',
    'attempt',
    'confidence',
    'judgedBy',
    'comment',
    'correctedBy',
  ],
  ...['shownMs', 'answeredMs', 'receivedAt'],
] as const;
type Cell = string | number | null;
type Row = Readonly<Record<(typeof COLUMNS)[number], Cell>>;

/** What was answered: of a survey item by item, so that a spreadsheet can count them. */
function contentOf(answer: Answer, questions: readonly Question[]): Pick<Row, 'item' | 'answer'>[] {
  const task = questions.find(({ id }) => id === answer.questionId)?.task;
  if (task?.kind !== 'survey') return [{ item: null, answer: answerWords(answer, questions) }];
  return task.items.map((item, i) => ({ item: item.text, answer: wordsOfItem(item, answer.parts[i] ?? '') }));
}

/**
 * What a reader of the answers wants in a table: a row for each answer, of a survey for each of its items. Times are
 * milliseconds after the first frame of the recording.
 */
export const answerRows = (
  answers: readonly Answer[],
  questions: readonly Question[],
  startPtsMs: number,
): Row[] =>
  answers
    .toSorted((a, b) => a.answeredPtsMs - b.answeredPtsMs)
    .flatMap((answer) =>
      contentOf(answer, questions).map((content) => ({
        student: answer.student.name,
        question: questions.find(({ id }) => id === answer.questionId)?.prompt ?? answer.questionId,
        ...content,
        verdict: answer.verdict,
        attempt: answer.attempt,
        confidence: answer.confidence,
        judgedBy: answer.judgement?.by.brain ?? null,
        comment: answer.correction?.comment ?? null,
        correctedBy: answer.correction?.by.name ?? null,
        shownMs: Math.round(answer.shownPtsMs - startPtsMs),
        answeredMs: Math.round(answer.answeredPtsMs - startPtsMs),
        receivedAt: answer.receivedAt,
      })),
    );

/** RFC 4180, with a byte order mark, without which spreadsheets misread other letters than English ones. */
export const csvOf = (rows: readonly Row[]): string => table(COLUMNS, rows);

const CUE_COLUMNS = ['seq', 'type', 'text', 'plannedMs', 'airedMs', 'frame', 'lateMs', 'lateFrames'] as const;

/** Planned and aired times of cues, milliseconds after the first frame of the recording. */
export const cueCsvOf = (cues: readonly CueTime[], startPtsMs: number): string =>
  table(
    CUE_COLUMNS,
    cues.map(({ plannedPtsMs, airedPtsMs, ...cue }) => ({
      ...cue,
      plannedMs: Math.round(plannedPtsMs - startPtsMs),
      airedMs: airedPtsMs === null ? null : Math.round(airedPtsMs - startPtsMs),
    })),
  );

const table = <Name extends string>(
  columns: readonly Name[],
  rows: readonly Readonly<Record<Name, Cell>>[],
): string =>
  `\ufeff${[columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')}`;

/** A text that a spreadsheet would take for a formula begins with an apostrophe: students write these texts. */
function cell(value: Cell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
