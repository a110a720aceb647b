import {
  isOnPicture,
  type Question,
  type QuestionTraits,
  solutionOf,
  shownTask,
  type Task,
  traitsOf,
} from '@lockstep/contracts';

/** The kinds of questions as a form offers them. */
export const formKinds = [
  'single',
  'multiple',
  'short',
  'number',
  'open',
  'order',
  'match',
  'gaps',
  'poll',
  'words',
  'opinion',
] as const;
/** Questions on a picture and surveys are written in the script of a lesson; a form keeps theirs as they are. */
export type FormKind = (typeof formKinds)[number] | 'hotspot' | 'label' | 'survey';

const isKept = (task: Question['task']): boolean => isOnPicture(task) || task?.kind === 'survey';

/** A question while it is being written: as typed, not yet valid. */
export type QuestionDraft = {
  readonly id: string;
  readonly kind: FormKind;
  readonly prompt: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  readonly correct: readonly string[];
  /** Of an order a thing in each line, of a match a pair; of gaps the text. */
  readonly lines: string;
  /** Seconds, as typed; empty: no limit. */
  readonly windowSeconds: string;
  /** What the question has besides, and this form does not show. */
  readonly kept: QuestionTraits & Pick<Question, 'solution'>;
};

/** A short id that no other thing of a lesson has. Works on pages without a secure context, unlike `randomUUID`. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export const emptyChoice = () => ({ id: newId('c'), text: '' });

export const emptyQuestion = (): QuestionDraft => ({
  id: newId('q'),
  kind: 'single',
  prompt: '',
  choices: [emptyChoice(), emptyChoice()],
  correct: [],
  lines: '',
  windowSeconds: '30',
  kept: {},
});

/** Whether a kind is answered by choice. */
export const hasChoices = (kind: FormKind): boolean =>
  kind === 'single' || kind === 'multiple' || kind === 'poll';

/** Whether nothing is right or wrong. */
const isOpinion = (kind: FormKind): boolean =>
  kind === 'poll' || kind === 'words' || kind === 'opinion' || kind === 'survey';

/** What stands between the two of a pair. */
const PAIR = ' = ';

export function toDraft(question: Question): QuestionDraft {
  const { spoken, tries, shuffle, confidence, points, media, choiceMedia, task, solution } = question;
  const kept = traitsOf({
    ...(media && { media }),
    ...(choiceMedia && { choiceMedia }),
    ...(isKept(task) && task && { task }),
    ...(spoken && { spoken }),
    ...(tries !== undefined && { tries }),
    ...(shuffle && { shuffle }),
    ...(confidence && { confidence }),
    ...(points !== undefined && { points }),
  });
  const { id, prompt, choices, correct, windowMs } = question;
  return {
    ...{ id, prompt, choices, correct },
    kept: { ...kept, ...(isKept(task) && solution && { solution }) },
    kind: kindOf(question),
    lines: linesOf(question),
    windowSeconds: windowMs === undefined ? '' : String(windowMs / 1000),
  };
}

function kindOf({ kind, task, poll, numeric }: Question): FormKind {
  if (task) return task.kind;
  if (poll) return kind === 'open' ? 'opinion' : kind === 'short' ? 'words' : 'poll';
  if (kind === 'parts') return 'order';
  return numeric && kind === 'short' ? 'number' : kind;
}

function linesOf({ task, solution = [] }: Question): string {
  if (!task || task.kind === 'hotspot' || task.kind === 'label' || task.kind === 'survey') return '';
  if (task.kind === 'gaps')
    return task.segments
      .map((segment, i) => (i === 0 ? segment : `[${solution[i - 1] ?? ''}]${segment}`))
      .join('');
  const textOf = (things: readonly { id: string; text: string }[], id: string | undefined) =>
    things.find((thing) => thing.id === id)?.text ?? '';
  if (task.kind === 'order') return solution.map((id) => textOf(task.items, id)).join('\n');
  const extra = task.options
    .filter(({ id }) => !solution.includes(id))
    .map(({ text }) => `${PAIR.trimStart()}${text}`);
  return [
    ...task.items.map(({ text }, i) => `${text}${PAIR}${textOf(task.options, solution[i])}`),
    ...extra,
  ].join('\n');
}

/** What is typed, as a question: empty choices are left out, choices of a written question too. */
export function toQuestion(draft: QuestionDraft): Question {
  const { kind } = draft;
  const choices = hasChoices(kind) ? draft.choices.filter(({ text }) => text.trim() !== '') : [];
  const isPoll = isOpinion(kind);
  const correct = isPoll ? [] : draft.correct.filter((id) => choices.some((choice) => choice.id === id));
  const seconds = Number(draft.windowSeconds.replace(',', '.'));
  const task = taskOf(kind, draft.lines);
  return {
    id: draft.id,
    kind: task ? 'parts' : shownKind(kind),
    prompt: draft.prompt.trim(),
    choices: choices.map(({ id, text }) => ({ id, text: text.trim() })),
    correct,
    ...(draft.windowSeconds.trim() !== '' && { windowMs: Math.round(seconds * 1000) }),
    ...keptOf(draft, choices),
    ...(kind === 'number' && { numeric: true }),
    ...(isPoll && { poll: true }),
    ...(task && { task: shownTask(task), solution: solutionOf(task) }),
  };
}

/** Without what belongs to a choice or a task that is gone. */
function keptOf({ kind, kept }: QuestionDraft, choices: Question['choices']): QuestionDraft['kept'] {
  const { choiceMedia = {}, task, solution, ...rest } = kept;
  const left = Object.entries(choiceMedia).filter(([id]) => choices.some((choice) => choice.id === id));
  return {
    ...rest,
    ...(left.length > 0 && { choiceMedia: Object.fromEntries(left) }),
    ...(task?.kind === kind && { task, ...(solution && { solution }) }),
  };
}

function shownKind(kind: FormKind): Question['kind'] {
  switch (kind) {
    case 'poll':
      return 'single';
    case 'words':
    case 'number':
      return 'short';
    case 'opinion':
      return 'open';
    case 'single':
    case 'multiple':
    case 'short':
    case 'open':
      return kind;
    case 'order':
    case 'match':
    case 'gaps':
    case 'hotspot':
    case 'label':
    case 'survey':
      return 'parts';
  }
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function taskOf(kind: FormKind, lines: string): Task | undefined {
  if (kind === 'order') return { kind, items: [...new Set(linesIn(lines))].map(withOwnId) };
  if (kind === 'match') return matchOf(lines);
  if (kind !== 'gaps') return undefined;
  const parts = lines.split(/\[([^\][]*)\]/u);
  return {
    kind,
    segments: parts.filter((_, i) => i % 2 === 0),
    gaps: parts.filter((_, i) => i % 2 === 1).map((answer) => ({ accept: [answer.trim()] })),
  };
}

/** With an id that says nothing of its place. */
const withOwnId = (text: string) => ({ id: newId('t'), text });

function matchOf(lines: string): Task {
  const pairs = linesIn(lines).map((line) => {
    const [item = '', ...option] = line.split('=');
    return { item: item.trim(), option: option.join('=').trim() };
  });
  const texts = pairs.map(({ option }) => option).filter((option) => option !== '');
  const options = [...new Set(texts)].map(withOwnId);
  return {
    kind: 'match',
    items: pairs
      .filter(({ item }) => item !== '')
      .map(({ item, option }) => ({
        id: newId('t'),
        text: item,
        option: options.find(({ text }) => text === option)?.id ?? '',
      })),
    options,
  };
}
