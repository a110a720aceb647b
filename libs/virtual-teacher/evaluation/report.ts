import type { Half, Judged } from './evaluate.js';

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

export type Row = {
  readonly kind: string;
  readonly answers: number;
  readonly accuracy: string;
  readonly 'wrong praise': string;
  readonly 'wrong blame': string;
  readonly harsh: string;
  readonly unclear: string;
  readonly 'p95 ms': number;
};

function row(kind: string, judged: readonly Judged[]): Row {
  const count = (test: (one: Judged) => boolean) => judged.filter(test).length;
  const said = ({ judgement }: Judged) => judgement.verdict;
  const praise = count((one) => one.answer.gold === 'wrong' && ['right', 'partly'].includes(said(one)));
  const blame = count((one) => one.answer.gold === 'right' && said(one) === 'wrong');
  const harsh = count((one) => one.answer.gold === 'right' && said(one) === 'partly');
  const unclear = count((one) => said(one) === 'unclear');
  const times = judged.map(({ judgement }) => judgement.by.latencyMs).sort((a, b) => a - b);
  const all = judged.length;
  const shown = (part: number) => `${String(part)} = ${percent(part, all)}`;
  return {
    kind,
    answers: all,
    accuracy: percent(
      count(({ agrees }) => agrees),
      all,
    ),
    'wrong praise': shown(praise),
    'wrong blame': shown(blame),
    harsh: shown(harsh),
    unclear: shown(unclear),
    'p95 ms': Math.round(times[Math.floor(times.length * 0.95)] ?? 0),
  };
}

/** One row for each kind of question, and one for all of a half. */
export function report(half: Half, judged: readonly Judged[]): Row[] {
  const mine = judged.filter((one) => one.half === half);
  const kinds = [...new Set(mine.map(({ question }) => question.kind))];
  return [
    ...kinds.map((kind) =>
      row(
        kind,
        mine.filter(({ question }) => question.kind === kind),
      ),
    ),
    row(`all (${half})`, mine),
  ];
}
