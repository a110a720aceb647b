/** Captions at reading pace, and no sound: in every language. */
export const SILENT = 'silent';
/** The program that an operator may install. */
export const ESPEAK = 'espeak';
/** The voices that are always there. */
export const EMBEDDED_VOICES = ['slt', 'rms', 'awb', 'kal'] as const;

/** Of espeak-ng, those that it reads well enough to be understood. */
export const ESPEAK_LANGUAGES: readonly string[] =
  'zh en fr de es it pt ru pl cs nl sv da nb no fi hu ro tr el uk hi vi id ko sk sl hr bg et lv lt sw ca eu is cy ga'.split(
    ' ',
  );
/** Of the speech servers that speak OpenAI's protocol. */
const SERVER_LANGUAGES: readonly string[] =
  'en zh af ar bg ca cs da de el es et fa fi fr he hi hr hu id it ja kn ko lt lv mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi'.split(
    ' ',
  );

/** Written before the name of a voice of the speech server, which may be called like a built-in one: `openai:alloy`. */
export const SERVER_PREFIX = 'openai:';

export const isOfServer = (name: string): boolean => name.startsWith(SERVER_PREFIX);

/** Primary codes of the languages that a voice speaks, `*` for all; whether it is there or not. */
export function voiceLanguages(name: string): readonly string[] {
  if ((EMBEDDED_VOICES as readonly string[]).includes(name)) return ['en'];
  if (name === SILENT) return ['*'];
  return name === ESPEAK ? ESPEAK_LANGUAGES : SERVER_LANGUAGES;
}

/** The first part of a BCP 47 tag. */
export const primaryLanguage = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Whether a voice speaks a language, BCP 47. */
export function voiceSpeaks(name: string, language: string): boolean {
  const languages = voiceLanguages(name);
  return languages.includes('*') || languages.includes(primaryLanguage(language));
}
