import type { LeftOut, LeftOutCode, LeftOutParams } from '@lockstep/contracts';

/** Hears what of a file cannot be taken over. */
export type Tell = (code: LeftOutCode, params?: LeftOutParams) => void;

type Words = readonly [what: string, reason: string];

const QUESTION = 'a question';
const FILE = 'the file';

const said = (value: string | number | undefined): string => String(value ?? '');

/** In English; pages have their own words for each code. */
const words: { readonly [Code in LeftOutCode]: Words | ((params: LeftOutParams) => Words) } = {
  'file-too-long': ({ most }) => [FILE, `it is longer than ${said(most)} characters`],
  'too-many-steps': ({ most }) => ['this and what follows', `a lesson has at most ${said(most)} steps`],
  'not-utf8': [FILE, 'its text is neither UTF-8 nor UTF-16; save it as UTF-8'],
  'not-moodle': [FILE, 'it is no quiz in Moodle XML'],
  'damaged-xml': ['this and what follows', 'the XML is damaged: an element is not closed'],
  'too-deep': ['this and what follows', 'elements are nested too deeply'],
  'no-prompt-column': [FILE, "its first row has no column 'prompt'"],
  'unknown-column': ({ column }) => [`the column '${said(column)}'`, 'there is no such column'],
  'bad-quotes': ['a row', 'its quotes are not closed'],
  'bad-row': ['the end of a row', 'the row is longer than the first one'],
  'not-closed': [QUESTION, 'its answers are not closed with }'],
  category: ['a category', 'a lesson has no categories of questions'],
  'unknown-kind': ({ kind }) => [QUESTION, `a lesson has no questions of the kind '${said(kind)}'`],
  'does-not-fit': ({ key, message }) => [QUESTION, `'${said(key)}' does not fit: ${said(message)}`],
  'bad-cell': ({ column }) => [`the cell in the column '${said(column)}'`, 'it cannot be read'],
  'no-answer': [QUESTION, 'it has no right answer'],
  formatting: ['its formatting', 'a question has words and no HTML'],
  picture: ({ name }) => [`the picture ${said(name)}`, 'upload it as a file and put it on a slide'],
  media: ({ name }) => [`the medium ${said(name)}`, 'upload it as a file and play it in a step of its own'],
  link: ({ address }) => [`the address ${said(address)}`, 'a question has the words of a link alone'],
  'general-feedback': ['its general feedback', 'feedback belongs to an answer'],
  'further-numbers': ['further numbers', 'a number has one tolerance'],
  'further-units': ['further units', 'a number has one unit'],
  'pair-feedback': ['feedback on a pair', 'a pair has none of its own'],
  'wrong-share': ['what a wrong choice is worth', 'one choice is right or wrong'],
  'wrong-cost': ['what a wrong choice costs', 'what does not fit counts by itself'],
  'right-choice-feedback': ['feedback on a right choice', 'say: {right: …} is said to everyone who is right'],
  'wildcard-answer': ({ answer }) => [`the answer ${said(answer)}`, 'an accepted answer has no wildcards'],
  'offered-words': ['the words to choose from', 'students write into gaps'],
  'gap-detail': ['feedback or weight of an answer in a gap', 'each gap counts the same'],
  'further-hints': ['further hints', 'a question has at most four'],
  'notes-for-graders': ['notes for graders', 'write them as a rubric'],
  'answer-template': ['the template of the answer', 'an answer begins empty'],
  tags: ['tags', 'a question has none'],
};

/** What is told to people and programs. */
export function leftOut(line: number, code: LeftOutCode, params?: LeftOutParams): LeftOut {
  const entry = words[code];
  const [what, reason] = typeof entry === 'function' ? entry(params ?? {}) : entry;
  return { line, code, ...(params === undefined ? {} : { params }), what, reason };
}
