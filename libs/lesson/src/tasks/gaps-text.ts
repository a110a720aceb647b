import { type GapsTask, MAX_PART, MAX_PARTS } from '@lockstep/contracts';
import * as z from 'zod';
import type { TaskProblem, TaskText } from './task-text.js';

const gaps = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .exactOptional()
  .describe(
    'A text with gaps, the right answer to each in brackets: Water boils at [100] °C. Several answers are divided by |; ' +
      '\\[, \\] and \\| are the signs themselves.',
  );

type Read = { readonly segments: string[]; readonly gaps: { readonly accept: string[] }[] };
type Fault = Pick<TaskProblem, 'message' | 'remedy'>;

/** The text around the gaps, and the answers within; or what is wrong with it. One pass over the text. */
export function readGaps(text: string): Read | Fault {
  const read: Read = { segments: [], gaps: [] };
  let accept: string[] | undefined;
  let here = '';
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    const next = text[i + 1] ?? '';
    if (sign === '\\' && '[]|\\'.includes(next) && next !== '') {
      here += next;
      i++;
    } else if (sign === '[') {
      if (accept !== undefined)
        return fault('A gap begins within another one.', 'Close it with ], or write \\[.');
      read.segments.push(here);
      accept = [];
      here = '';
    } else if (accept !== undefined && (sign === '|' || sign === ']')) {
      accept.push(here.trim());
      here = '';
      if (sign === ']') {
        read.gaps.push({ accept });
        accept = undefined;
      }
    } else here += sign;
  }
  if (accept !== undefined) return fault('A gap is not closed.', 'Write ] behind its answer.');
  read.segments.push(here);
  return faultOf(read) ?? read;
}

const fault = (message: string, remedy: string): Fault => ({ message, remedy });

function faultOf({ segments, gaps: found }: Read): Fault | undefined {
  if (found.length === 0)
    return fault('There is no gap in this text.', 'Write the answer in brackets: Water boils at [100] °C.');
  if (found.length > MAX_PARTS)
    return fault(`There are more than ${String(MAX_PARTS)} gaps.`, 'Make two questions of it.');
  const answers = found.flatMap(({ accept }) => accept);
  if (answers.includes('')) return fault('A gap has no answer.', 'Write the answer between the brackets.');
  if (answers.some((one) => one.length > MAX_PART) || segments.some((one) => one.length > 1000))
    return fault('A part of this text is too long.', 'Shorten it.');
  if (found.some(({ accept }) => accept.length > 20))
    return fault('A gap has more than 20 answers.', 'Leave some out.');
  return undefined;
}

const escaped = (text: string): string => text.replace(/[[\]|\\]/g, (sign) => `\\${sign}`);

export const gapsText: TaskText<GapsTask, { readonly gaps: typeof gaps }> = {
  keys: { gaps },
  read(text, report) {
    const read = readGaps(text['gaps'] as string);
    if ('segments' in read) return { kind: 'gaps', ...read };
    report({ code: 'bad-gaps', ...read, path: ['gaps'] });
    return undefined;
  },
  write: ({ segments, gaps: found }) => ({
    gaps: segments
      .map((segment, i) => {
        const accept = found[i]?.accept;
        return accept === undefined
          ? escaped(segment)
          : `${escaped(segment)}[${accept.map(escaped).join('|')}]`;
      })
      .join(''),
  }),
};
