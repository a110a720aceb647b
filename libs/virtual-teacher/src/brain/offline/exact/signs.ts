import { notationOf, plainText } from '@lockstep/lesson';
import type { ExactKind } from './context.js';

/** What signs are called. */
const names: readonly (readonly [string, RegExp])[] = [
  ['<', /^(?:the )?(?:is )?(?:less|smaller|fewer) than(?: sign)?$|^小于号?$/],
  ['>', /^(?:the )?(?:is )?(?:greater|more|bigger|larger) than(?: sign)?$|^大于号?$/],
  ['=', /^(?:the )?(?:is )?equals?(?: to)?(?: sign)?$|^等[于号]$/],
  ['≤', /^(?:less than|smaller than) or equal(?: to)?$|^小于等于$/],
  ['≥', /^(?:greater than|more than) or equal(?: to)?$|^大于等于$/],
  ['+', /^(?:the )?plus(?: sign)?$|^加号?$/],
  ['-', /^(?:the )?minus(?: sign)?$|^减号?$/],
  ['*', /^(?:times|multiplied by|asterisk|star)(?: sign)?$|^乘号?$/],
  ['/', /^(?:divided by|slash|division)(?: sign)?$|^除号?$/],
  ['@', /^(?:the )?at(?: sign)?$/],
  ['&', /^(?:the )?(?:ampersand|and sign)$/],
  ['#', /^(?:the )?(?:hash|hashtag|number sign|pound sign)$/],
  ['%', /^(?:the )?per ?cent(?: sign)?$|^百分号$/],
  ['?', /^(?:a |the )?question mark$|^问号$/],
  ['!', /^(?:an? |the )?exclamation (?:mark|point)$|^感叹号$/],
  ['.', /^(?:a |the )?(?:full stop|period|dot|point)$|^句号$/],
  [',', /^(?:a |the )?comma$|^逗号$/],
  [':', /^(?:a |the )?colon$|^冒号$/],
  [';', /^(?:a |the )?semicolon$|^分号$/],
];

const onlySigns = (text: string): boolean => notationOf(text) !== '' && !/[\p{L}\p{N}]/u.test(text);

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '≤': '≥', '≥': '≤' };

/** `3 < 5`, where the question gave 3 and 5: its sign is the answer; turned where they stand the other way round. */
function signBetween(answer: string, prompt: string): string | undefined {
  const asked = new Set(notationOf(plainText(prompt)).split(' '));
  const tokens = notationOf(answer).split(' ');
  const signs = tokens.filter((token) => !/[\p{L}\p{N}]/u.test(token));
  const others = tokens.filter((token) => /[\p{L}\p{N}]/u.test(token));
  const [sign = ''] = signs;
  if (signs.length !== 1 || others.length === 0 || !others.every((one) => asked.has(one))) return undefined;
  const places = others.map((one) => [...asked].indexOf(one));
  const isTurned = others.length === 2 && (places[0] ?? 0) > (places[1] ?? 0);
  return isTurned ? (turned[sign] ?? sign) : sign;
}

/** Questions whose whole answer is a sign. */
export const signs: ExactKind = {
  name: 'sign',
  isKey: onlySigns,
  judge(accepted, answer, { question }) {
    const key = notationOf(accepted);
    if (onlySigns(answer)) return notationOf(answer) === key ? 'right' : 'wrong';
    const plain = notationOf(answer).replace(/ (?:is|it|the answer) /g, ' ');
    const named = names.find(([, name]) => name.test(plain))?.[0];
    const given = named ?? signBetween(answer, question.prompt);
    if (given === undefined) return undefined;
    return given === key ? 'right' : 'wrong';
  },
};
