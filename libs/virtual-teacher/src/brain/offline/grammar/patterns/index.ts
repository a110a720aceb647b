import type { Issue, Sentence } from '../words/sentence.js';
import { agreementPatterns } from './agreement.js';
import { articles } from './articles.js';
import { comparisons } from './comparisons.js';
import { confusions } from './confusions.js';
import { missingParts } from './missing-parts.js';
import { negation, order } from './order.js';
import { findPatterns } from './pattern.js';
import { prepositions } from './prepositions.js';
import { irregularPlurals, quantities } from './quantities.js';
import { setPhrases } from './set-phrases.js';
import { tenses } from './tenses.js';
import { verbForms } from './verbs.js';

const patterns = [
  ...order,
  ...negation,
  ...verbForms,
  ...tenses,
  ...missingParts,
  ...comparisons,
  ...confusions,
  ...agreementPatterns,
  ...prepositions,
  ...articles,
  ...quantities,
  ...setPhrases,
];

/** Mistakes that are seen by the order and the kinds of a few words. */
export const byPatterns = (sentence: Sentence): Issue[] => [
  ...irregularPlurals(sentence),
  ...findPatterns(sentence, patterns),
];
