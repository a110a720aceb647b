import { hasChineseNegation } from '../text/denial.js';
import { termsOf } from './terms.js';

/** A word of an answer as a phrase is made of it. */
type RunWord = {
  readonly text: string;
  /** By which it is the same word in another form. */
  readonly key: string;
  readonly content: boolean;
  readonly negated: boolean;
};

const MOST_WORDS = 3;
/** Words of Chinese are short. */
const MOST_WORDS_OF_CHINESE = 4;
const HAN = /\p{Script=Han}/u;

/** Clauses of a text, each with its words in order. */
type Cut = (text: string) => readonly (readonly RunWord[])[];

const byTerms: Cut = (text) => {
  const clauses: RunWord[][] = [];
  for (const { word, stem, content, negated, clause } of termsOf(text)) {
    (clauses[clause] ??= []).push({ text: word, key: stem, content, negated });
  }
  return clauses;
};

const light = new Set(
  `的 了 着 过 地 得 是 在 有 和 与 跟 及 或 也 都 就 才 还 很 太 更 最 把 被 给 对 从 到 向 往 比 于 之 其 它 他 她 我 你 们 我们
  你们 他们 它们 这 那 这个 那个 一个 一 个 些 一些 因为 所以 由于 因此 但是 但 如果 那么 会 能 可以 要 应该 可能 觉得 认为 想 说
  吗 呢 吧 啊 什么 为什么 怎么`.split(/\s+/),
);
const clauseEnd = /[，。；：！？、,.;:!?()（）\n]|因为|所以|但是|如果|由于|因此/;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese has no spaces; what is a word comes from the dictionary of the runtime. */
const bySegmenter: Cut = (text) =>
  text.split(clauseEnd).map((clause) => {
    let negated = false;
    return [...words.segment(clause)].flatMap(({ segment, isWordLike }): RunWord[] => {
      if (isWordLike !== true) return [];
      const denies = hasChineseNegation(segment);
      const word = { text: segment, key: segment, content: !light.has(segment) && !denies, negated };
      if (denies) negated = true;
      return [word];
    });
  });

/**
 * Runs of a few words of an answer that begin and end with a word that carries meaning, by their stems. Nothing
 * that stands under a denial.
 */
export function runsOf(answer: string): Map<string, string> {
  const isHan = HAN.test(answer);
  const most = isHan ? MOST_WORDS_OF_CHINESE : MOST_WORDS;
  const runs = new Map<string, string>();
  for (const clause of (isHan ? bySegmenter : byTerms)(answer)) {
    for (let start = 0; start < clause.length; start++) {
      for (let length = 1; length <= Math.min(most, clause.length - start); length++) {
        const run = clause.slice(start, start + length);
        if (run[0]?.content !== true || run.at(-1)?.content !== true || run.some(({ negated }) => negated))
          continue;
        const text = run.map((word) => word.text).join(isHan ? '' : ' ');
        // one character alone says little
        if (!isHan || text.length > 1) runs.set(run.map(({ key }) => key).join(isHan ? '' : ' '), text);
      }
    }
  }
  return runs;
}
