import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSoFar } from './saying-so-far.js';

describe('a judgement whose JSON is not whole yet', () => {
  it.each([
    ['', undefined, undefined],
    ['{"verdict":"par', undefined, undefined],
    ['{"verdict":"partly"', 'partly', undefined],
    ['{"verdict":"partly","say":"', 'partly', undefined],
    ['{"verdict":"partly","say":"Wel', 'partly', 'Wel'],
    [' {\n "verdict" : "partly" , "say" : "a\\', 'partly', 'a'],
    ['{"verdict":"partly","say":"a\\u00', 'partly', 'a'],
    ['{"verdict":"partly","say":"a\\u00e9\\n"', 'partly', 'aé\n'],
    ['{"verdict":"partly","say":"\\ud83d', 'partly', undefined],
    ['{"verdict":"partly","say":"\\ud83d\\ude00', 'partly', '😀'],
    ['{"verdict":"partly","praise":null,"say":"late"}', 'partly', undefined],
    ['I think {"verdict":"right"}', undefined, undefined],
  ])('%s', (json, verdict, say) => {
    expect(readSoFar(json)).toEqual({ verdict, say });
  });

  it('never shows what the whole does not begin with', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (say, cut) => {
        const json = JSON.stringify({ verdict: 'right', say, praise: null });
        const soFar = readSoFar(json.slice(0, cut % (json.length + 1))).say ?? '';
        expect(say.startsWith(soFar)).toBe(true);
        expect(readSoFar(json)).toEqual({ verdict: 'right', say: say === '' ? undefined : say });
      }),
    );
  });

  it('reads any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Object.keys(readSoFar(text))).toEqual(['verdict', 'say']);
      }),
    );
  });
});
