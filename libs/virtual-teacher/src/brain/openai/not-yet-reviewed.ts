/** Said when nothing could be decided: no praise, no blame. */
const SENTENCES: Readonly<Record<string, string>> = {
  en: 'Thank you. Your teacher will look at this answer.',
  zh: '谢谢你。老师会再看一看你的回答。',
};

export const notYetReviewed = (language: string): string =>
  SENTENCES[language.toLowerCase().split('-')[0] ?? 'en'] ?? SENTENCES['en'] ?? '';
