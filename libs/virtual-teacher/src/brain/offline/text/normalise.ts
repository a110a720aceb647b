import { tidy } from '@lockstep/lesson';

/** Longest answer that is read; what follows is not: nobody says it better in ten thousand characters. */
export const MAX_ANSWER_CHARACTERS = 2000;

/** Cut at a limit without splitting a character in two. */
export function bounded(text: string, limit = MAX_ANSWER_CHARACTERS): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** One way of writing what can be written in many, in small letters; see {@link tidy}. */
export const normalise = (text: string): string => tidy(text).toLowerCase().replace(/\s+/g, ' ').trim();

/** Letters and digits of a normalised text as words; apostrophes and hyphens stay inside a word. Chinese goes character by character. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

export const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
export const hasLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);
