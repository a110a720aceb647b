import type { ScriptMedia } from '@lockstep/contracts';
import type { Tell } from '../left-out.js';
import { textOfHtml } from '../text/text-of-html.js';
import type { MoodleFiles } from './moodle-files.js';
import { childOf, childrenOf, textIn, type XmlElement } from './read-xml.js';

/** One answer of a question. */
export type MoodleAnswer = {
  /** Percent. */
  readonly fraction: number;
  readonly text: string;
  readonly feedback: string | undefined;
  readonly tolerance: string;
  readonly media: ScriptMedia | undefined;
  readonly feedbackMedia: ScriptMedia | undefined;
};

/** Words, and what is shown or heard with them. */
export type MoodleContent = { readonly words: string; readonly media: ScriptMedia | undefined };

/** The words of an element, and the first picture, recording or film among them; further ones are told. */
export function contentIn(element: XmlElement | undefined, tell: Tell, files: MoodleFiles): MoodleContent {
  if (!element) return { words: '', media: undefined };
  let media: ScriptMedia | undefined;
  const words = wordsOfText(element, tell, (embedded) => {
    const found = files.take(element, embedded, tell);
    if (found && media && media.file !== found.file) tell('further-media', { name: found.file });
    media ??= found;
    return found !== undefined;
  });
  return { words, media };
}

/** The words of an element that has a format: HTML unless it says otherwise. */
export function wordsIn(element: XmlElement | undefined, tell: Tell): string {
  if (!element) return '';
  for (const file of childrenOf(element, 'file'))
    if (/\.(?:mp3|ogg|oga|wav|m4a|mp4|webm|mov)$/iu.test(file.attributes['name'] ?? ''))
      tell('media', { name: file.attributes['name'] ?? '' });
  return wordsOfText(element, tell);
}

function wordsOfText(element: XmlElement, tell: Tell, take?: Parameters<typeof textOfHtml>[2]): string {
  const text = childOf(element, 'text')?.text ?? '';
  const format = element.attributes['format'] ?? 'html';
  if (format === 'plain_text' || format === 'markdown') return text.trim();
  return textOfHtml(format === 'moodle_auto_format' ? text.replace(/\n/gu, '<br>') : text, tell, take);
}

/** Words of a child that may be empty. */
export const wordsOf = (element: XmlElement, name: string, tell: Tell): string | undefined =>
  wordsIn(childOf(element, name), tell) || undefined;

/** The answers of a question, without those that are empty. */
export function answersIn(question: XmlElement, tell: Tell, files: MoodleFiles): MoodleAnswer[] {
  return childrenOf(question, 'answer').flatMap((answer) => {
    const hasFormat = (answer.attributes['format'] ?? '') !== '';
    const own = hasFormat
      ? contentIn(answer, tell, files)
      : { words: textOfHtmlIfAny(textIn(answer, 'text'), tell), media: undefined };
    const text = own.words || (own.media?.alt ?? '');
    const fraction = Number(answer.attributes['fraction'] ?? '0');
    const feedback = contentIn(childOf(answer, 'feedback'), tell, files);
    if (text === '') return [];
    return {
      fraction: Number.isFinite(fraction) ? fraction : 0,
      text,
      media: own.media,
      feedback: feedback.words || undefined,
      feedbackMedia: feedback.media,
      tolerance: textIn(answer, 'tolerance'),
    };
  });
}

/** Short answers and numbers are plain, whatever is in them; only old files have HTML there. */
const textOfHtmlIfAny = (text: string, tell: Tell): string =>
  /^<(?:p|div|span)\b[^<>]{0,200}>/iu.test(text) ? textOfHtml(text, tell) : text;

/** What is told and shown to anyone who gives a wrong answer. */
export const mistakeTold = ({ feedback, feedbackMedia }: MoodleAnswer) =>
  feedbackMedia === undefined
    ? (feedback ?? '')
    : { say: feedback ?? feedbackMedia.alt, media: feedbackMedia };

/** Whether anything is told or shown to anyone who gives it. */
export const isTold = ({ feedback, feedbackMedia }: MoodleAnswer): boolean =>
  feedback !== undefined || feedbackMedia !== undefined;
