import { isLessonProblemCode } from '@lockstep/contracts';
import type { YAMLError } from 'yaml';
import type { Problem } from '../problem.js';
import type { TextPlaces } from './text-places.js';

type Words = { readonly message: string; readonly remedy: string };

const AS_TEXT = 'put the text on lines of its own, indented below >-';

export const DUPLICATE_KEY: Words & Pick<Problem, 'code'> = {
  code: 'yaml-duplicate-key',
  message: 'This key is there twice.',
  remedy: 'Take one of them away.',
};

/** What YAML's errors mean for somebody who writes a lesson. */
const WORDS: Readonly<Record<string, Words>> = {
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A colon with a space after it begins a new key here.',
    remedy: `If this is text, ${AS_TEXT}, or in quotes.`,
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'This line is neither a key with its value nor a part of the text above.',
    remedy: `Write 'key: value', or indent the line; to write text of several lines, ${AS_TEXT}.`,
  },
  TAB_AS_INDENT: { message: 'A tab stands where the line is indented.', remedy: 'Indent with spaces.' },
  BAD_INDENT: {
    message: 'This line is indented differently from what it belongs to.',
    remedy: 'Begin it below the first letter of the line that it goes with.',
  },
  MISSING_CHAR: {
    message: 'A quote, bracket, brace or colon is missing here.',
    remedy: `Close what was opened; if it is text that begins with a quote, brace, bracket or star, ${AS_TEXT}.`,
  },
  UNEXPECTED_TOKEN: {
    message: 'This is not expected here.',
    remedy: `If it is part of a text that begins with a quote, brace, bracket or star, ${AS_TEXT}.`,
  },
  BAD_ALIAS: {
    message: 'A * at the beginning of a value means something else in YAML.',
    remedy: `To begin with an emphasised word, ${AS_TEXT}.`,
  },
  BAD_SCALAR_START: {
    message: 'A text cannot begin with this character.',
    remedy: `${AS_TEXT.charAt(0).toUpperCase()}${AS_TEXT.slice(1)}, or in quotes.`,
  },
  BAD_DQ_ESCAPE: {
    message: 'Inside double quotes a backslash begins an escape, and this one does not exist.',
    remedy: 'Use single quotes, or write the backslash twice.',
  },
  BLOCK_IN_FLOW: {
    message: 'Inside brackets or braces a list or key on its own line cannot begin.',
    remedy: `Close the bracket first; if it is text, ${AS_TEXT}.`,
  },
  RESOURCE_EXHAUSTION: {
    message: 'Lists within lists go too deep here.',
    remedy: 'A lesson needs six levels.',
  },
  MULTIPLE_DOCS: {
    message: 'A line of --- begins a second document.',
    remedy: 'A file holds one lesson: take the line away.',
  },
};

export function describeYamlError(error: YAMLError, text: string, places: TextPlaces): Problem {
  const words = WORDS[error.code] ?? {
    message: `YAML does not allow this (${error.message.split('\n')[0] ?? ''}).`,
    remedy: `If it is text, ${AS_TEXT}.`,
  };
  const code = `yaml-${error.code.toLowerCase().replaceAll('_', '-')}`;
  const [from, to] = error.pos;
  const at = Math.min(from, Math.max(0, text.length - 1));
  return {
    severity: 'error',
    code: isLessonProblemCode(code) ? code : 'yaml-error',
    ...words,
    place: places.at(at, Math.min(to, text.length)),
  };
}
