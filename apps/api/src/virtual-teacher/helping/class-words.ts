/** What the virtual teacher says to the class, in whose languages it has words of its own. */
const BEFORE: Readonly<Record<string, string>> = {
  en: 'Several of you asked about this.',
  zh: '有几位同学问到了这个问题。',
};

/** The longest that is said between two sentences of a lesson, characters. */
const MAX_SAID = 600;

/** Nothing that a student wrote is in it, and nobody's name. */
export const classWords = (language: string, answer: string): string =>
  [BEFORE[language.toLowerCase().split('-')[0] ?? ''] ?? '', answer].join(' ').trim().slice(0, MAX_SAID);
