import type { ScriptProblem } from '@lockstep/contracts';
import { useLanguage } from '../../i18n/language.js';
import { wordsOf } from '../../i18n/zh/lesson-problems.js';

/** What is wrong with a lesson, and what to do about it; the latter may be empty. */
export type ProblemWords = (problem: ScriptProblem) => readonly [message: string, remedy: string];

/** The words of the server, which speaks English. */
const asSent: ProblemWords = ({ message, remedy }) => [message, remedy];

/** In the language of the page. Apart from its other texts, because students never need these and would load them. */
export const useProblemWords = (): ProblemWords => (useLanguage().language === 'zh' ? wordsOf : asSent);
