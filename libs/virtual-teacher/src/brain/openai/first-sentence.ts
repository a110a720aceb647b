import { sentencesOfText } from '../../compile/sentence.js';

/**
 * Tells the first sentence of a text that is still being written, once, as soon as it cannot grow any more.
 * @param language BCP 47
 * @returns what to call with as much of the text as is there, and whether that is all of it
 */
export function firstSentence(
  language: string,
  tell: ((sentence: string) => void) | undefined,
): (soFar: string, isAll: boolean) => void {
  let wasTold = tell === undefined;
  return (soFar, isAll) => {
    if (wasTold) return;
    const [first, next] = sentencesOfText(soFar, language);
    if (first === undefined || (next === undefined && !isAll)) return;
    wasTold = true;
    tell?.(first.text);
  };
}
