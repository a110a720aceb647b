import { createHash } from 'node:crypto';
import type { AskStep, Question } from '@lockstep/contracts';

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Empty fields say as much as absent ones: a field that a later version adds changes no key. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function ordered(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value as Plain;
  const entries = Object.entries(value).filter(([, field]) => !isEmpty(field));
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, ordered(field)]),
  );
}

/** Names, times, the wording of replies, and what is explained and shown to whom: no part of what is asked. */
const aside = new Set([
  'id',
  'kind',
  'say',
  'show',
  'hints',
  'tries',
  'windowMs',
  'endsEarly',
  'wrong',
  'pool',
]);

/** What is asked, and what is right. */
function contentOf(question: AskStep | Question): object {
  if (!('answer' in question)) {
    const { kind } = question;
    return { ...withoutAside(question), kind };
  }
  const { accept, rubric, feedback } = question;
  const points = rubric.map(({ point, required }) => ({ point, required }));
  const told = feedback
    .map(({ answer, say, credit }) => ({ answer, say, credit }))
    .filter(({ say, credit }) => say !== undefined || credit !== undefined);
  return { ...withoutAside(question), accept: accept.slice(0, 1), rubric: points, feedback: told };
}

const withoutAside = (question: object): object =>
  Object.fromEntries(Object.entries(question).filter(([name]) => !aside.has(name)));

/**
 * The same for every session and version of a lesson that asks the same: corrections of answers belong to it. A question
 * that asks something else, or has another first accepted answer or other points, has another key; further phrases,
 * accepted answers and common mistakes leave it as it is, so that an author may add what corrections taught.
 */
export function questionKey(lessonId: string, question: AskStep | Question): string {
  const content = JSON.stringify([lessonId, ordered(contentOf(question))]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
