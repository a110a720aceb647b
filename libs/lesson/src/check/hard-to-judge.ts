import { plainText } from '../narration/parse-narration.js';

/** What makes an open question hard to judge by words: what it speaks of is not in it. */
export type Difficulty = 'needs-figure' | 'bare-explanation';

const figure =
  /\b(?:(?:in|at|from|look at|use|using|see|study) (?:the|this|that|these|your) (?:\w+ ){0,2}(?:picture|figure|diagram|drawing|graph|chart|map|photo|photograph|table|illustration|image|slide|screen)s?\b|(?:the|this|these) (?:picture|figure|diagram|drawing|graph|chart|map|photo|photograph|table|illustration|image)s? (?:below|above|shows?|on the (?:left|right))|shown (?:below|above|here|at the (?:left|right)|on the (?:left|right)))/i;
const chineseFigure = /(?:看|如|下|上|左|右|这张|这幅|根据|观察).{0,4}(?:图|表)|图中|图里|表中/;
const explanation =
  /^\W*(?:(?:please )?(?:explain|justify)(?: (?:your|the))?(?: (?:reasoning|answer|choice|thinking|reasons?))?|why(?: or why not| not)?|how do you know|explain (?:how|why)(?: you know)?|give (?:your|a) reasons?)\W*$/i;
const chineseExplanation =
  /^[^\p{L}]*(?:请)?(?:说明|解释|说说|写出)?(?:你的)?(?:理由|原因|思路|为什么|怎么知道的?)[^\p{L}]*$/u;

/** Why answers to an open question will often stay unclear; undefined where its words tell enough. */
export function difficultyOf(prompt: string, language: string): Difficulty | undefined {
  const text = plainText(prompt, language).trim();
  if (explanation.test(text) || chineseExplanation.test(text)) return 'bare-explanation';
  return figure.test(text) || chineseFigure.test(text) ? 'needs-figure' : undefined;
}
