import type { Tell } from '../left-out.js';
import { textOfHtml } from '../text/text-of-html.js';
import { childOf, childrenOf, textIn, type XmlElement } from './read-xml.js';

/** One answer of a question. */
export type MoodleAnswer = {
  /** Percent. */
  readonly fraction: number;
  readonly text: string;
  readonly feedback: string | undefined;
  readonly tolerance: string;
};

/** The words of an element that has a format: HTML unless it says otherwise. */
export function wordsIn(element: XmlElement | undefined, tell: Tell): string {
  if (!element) return '';
  for (const file of childrenOf(element, 'file'))
    if (/\.(?:mp3|ogg|oga|wav|m4a|mp4|webm|mov)$/iu.test(file.attributes['name'] ?? ''))
      tell('media', { name: file.attributes['name'] ?? '' });
  const text = childOf(element, 'text')?.text ?? '';
  const format = element.attributes['format'] ?? 'html';
  if (format === 'plain_text' || format === 'markdown') return text.trim();
  return textOfHtml(format === 'moodle_auto_format' ? text.replace(/\n/gu, '<br>') : text, tell);
}

/** Words of a child that may be empty. */
export const wordsOf = (element: XmlElement, name: string, tell: Tell): string | undefined =>
  wordsIn(childOf(element, name), tell) || undefined;

/** The answers of a question, without those that are empty. */
export function answersIn(question: XmlElement, tell: Tell): MoodleAnswer[] {
  return childrenOf(question, 'answer').flatMap((answer) => {
    const hasFormat = (answer.attributes['format'] ?? '') !== '';
    const text = hasFormat ? wordsIn(answer, tell) : textOfHtmlIfAny(textIn(answer, 'text'), tell);
    const fraction = Number(answer.attributes['fraction'] ?? '0');
    const feedback = wordsOf(answer, 'feedback', tell);
    if (text === '') return [];
    return {
      fraction: Number.isFinite(fraction) ? fraction : 0,
      text,
      feedback,
      tolerance: textIn(answer, 'tolerance'),
    };
  });
}

/** Short answers and numbers are plain, whatever is in them; only old files have HTML there. */
const textOfHtmlIfAny = (text: string, tell: Tell): string =>
  /^<(?:p|div|span)\b[^<>]{0,200}>/iu.test(text) ? textOfHtml(text, tell) : text;
