import {
  type Answer,
  type AnswerVerdict,
  countSurvey,
  optionsOf,
  partsOf,
  type Question,
  type ShownSurvey,
  sumsOf,
} from '@lockstep/contracts';

/** A line of a chart; `of`: how many its count is a share of. */
export type TallyBar = {
  readonly label: string;
  readonly count: number;
  readonly of: number;
  readonly isRight: boolean;
};

/** Counts the answers to one opening of a question while they are read. */
export class QuestionTally {
  readonly #byId = new Map<string, number>();
  readonly #verdicts: Record<AnswerVerdict, number> = { right: 0, partly: 0, wrong: 0, 'not-reviewed': 0 };
  readonly #tookMs: number[] = [];
  /** To a survey. */
  readonly #given: (readonly string[])[] = [];

  constructor(private readonly question: Question) {}

  add(answer: Answer): void {
    this.#verdicts[answer.verdict]++;
    this.#tookMs.push(answer.answeredPtsMs - answer.shownPtsMs);
    if (this.question.task?.kind === 'survey') {
      this.#given.push(answer.parts);
      return;
    }
    for (const id of this.question.task ? rightPartsOf(this.question, answer) : answer.choices)
      this.#byId.set(id, (this.#byId.get(id) ?? 0) + 1);
  }

  get count(): number {
    return this.#tookMs.length;
  }

  get right(): number {
    return this.#verdicts.right;
  }

  get judged(): number {
    return this.count - this.#verdicts['not-reviewed'];
  }

  /** Nobody has judged them; none of a poll needs to be. */
  get open(): number {
    return this.question.poll === true ? 0 : this.#verdicts['not-reviewed'];
  }

  /** ms; 0 where nobody answered. */
  get medianMs(): number {
    return this.#tookMs.toSorted((a, b) => a - b)[Math.floor(this.count / 2)] ?? 0;
  }

  /** How often each choice was taken, or each part of a task was right, or each answer to an item of a survey was given. */
  get bars(): TallyBar[] {
    const { task, choices, correct } = this.question;
    if (task?.kind === 'survey') return surveyBars(task, this.#given);
    return (task ? partsOf(task) : choices).map(({ id, text }) => ({
      label: text,
      count: this.#byId.get(id) ?? 0,
      of: this.count,
      isRight: correct.includes(id),
    }));
  }
}

/** Ids of the parts that the judgement calls right. */
const rightPartsOf = ({ task }: Question, { judgement, verdict }: Answer): string[] =>
  task
    ? partsOf(task).flatMap(({ id }, i) =>
        (judgement?.parts ? judgement.parts[i] === 'right' : verdict === 'right') ? [id] : [],
      )
    : [];

const surveyBars = (task: ShownSurvey, given: readonly (readonly string[])[]): TallyBar[] =>
  sumsOf(task, countSurvey(task, given)).flatMap(({ item, total = 0, counts }) =>
    optionsOf(item).map(({ id, text }) => ({
      ...{ label: `${item.text} → ${text}`, count: counts[id] ?? 0 },
      ...{ of: total, isRight: false },
    })),
  );
