/** Scripts written without spaces between words: Han, Kana, Bopomofo. Korean puts spaces. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}〇々]/u;
/** CJK punctuation and full-width forms, which stand in place of a space. */
const WIDE_PUNCTUATION = /[\u3000-\u3003\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
const OPENING = /[\p{Ps}\p{Pi}"'¿¡]/u;
const CLOSING = /[\p{Pe}\p{Pf}"']/u;
/** Letters, digits and signs that are said. Brackets, dashes, stars and strokes are punctuation and go with a word. */
const SPEAKABLE = /[\p{L}\p{N}\p{M}\p{Sm}\p{Sc}&%@#°∠△♯♭℃℉]/u;

export const isIdeograph = (char: string): boolean => IDEOGRAPH.test(char);
export const isWidePunctuation = (char: string): boolean => WIDE_PUNCTUATION.test(char);
export const isOpening = (char: string): boolean => OPENING.test(char);
export const isClosing = (char: string): boolean => CLOSING.test(char);
/** Whether a token holds anything that can be said. */
export const isSpeakable = (token: string): boolean => SPEAKABLE.test(token);
export const isSpace = (char: string): boolean => /\s/u.test(char);
export const isUpper = (char: string): boolean => /\p{Lu}|\p{Lt}/u.test(char);
export const isLower = (char: string): boolean => /\p{Ll}/u.test(char);
export const isWordCharacter = (char: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(char);
