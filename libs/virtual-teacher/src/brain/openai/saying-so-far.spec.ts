import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSoFar } from './saying-so-far.js';

describe('a judgement whose JSON is not whole yet', () => {
  it.each([
    ['', undefined, undefined, false],
    ['{"verdict":"par', undefined, undefined, false],
    ['{"verdict":"partly"', 'partly', undefined, false],
    ['{"verdict":"partly","say":"', 'partly', undefined, false],
    ['{"verdict":"partly","say":"Wel', 'partly', 'Wel', false],
    [' {\n "verdict" : "partly" , "say" : "a\\', 'partly', 'a', false],
    ['{"verdict":"partly","say":"a\\u00', 'partly', 'a', false],
    ['{"verdict":"partly","say":"a\\u00e9\\n"', 'partly', 'aé\n', true],
    ['{"verdict":"partly","say":"\\ud83d', 'partly', undefined, false],
    ['{"verdict":"partly","say":"\\ud83d\\ude00', 'partly', '😀', false],
    ['{"verdict":"partly","praise":null,"say":"late"}', 'partly', undefined, false],
    ['I think {"verdict":"right"}', undefined, undefined, false],
  ])('%s', (json, verdict, say, saidAll) => {
    expect(readSoFar(json)).toEqual({ verdict, say, saidAll });
  });

  it('never shows what the whole does not begin with', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (say, cut) => {
        const json = JSON.stringify({ verdict: 'right', say, praise: null });
        const soFar = readSoFar(json.slice(0, cut % (json.length + 1))).say ?? '';
        expect(say.startsWith(soFar)).toBe(true);
        expect(readSoFar(json)).toEqual(
          say === ''
            ? { verdict: 'right', say: undefined, saidAll: false }
            : { verdict: 'right', say, saidAll: true },
        );
      }),
    );
  });

  it('reads any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Object.keys(readSoFar(text))).toEqual(['verdict', 'say', 'saidAll']);
      }),
    );
  });
});
