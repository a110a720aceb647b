import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { chineseNumber } from './numbers.js';

const counted = (number: string, unit: string): string =>
  number === '' ? '' : `${chineseNumber(number)}${unit}`;

/** Feet and inches, minutes and seconds of an angle: `5'10"`, `30°15′`. */
export const chineseLength: Rule = firstOf(
  ruleOf(
    String.raw`(\d+(?:\.\d+)?)°\s?(\d+)[′'](?:\s?(\d+(?:\.\d+)?)(?:″|”|"|''))?`,
    ([, degrees = '', minutes = '', seconds = '']) =>
      counted(degrees, '度') + counted(minutes, '分') + counted(seconds, '秒'),
  ),
  ruleOf(
    String.raw`(\d{1,3})[′']\s?(\d{1,2}(?:\.\d+)?)(?:″|”|"|'')?(?![\d'])`,
    ([, feet = '', inches = '']) => counted(feet, '英尺') + counted(inches, '英寸'),
  ),
  ruleOf('(\\d+)′', ([, feet = '']) => counted(feet, '英尺')),
  ruleOf('(\\d+(?:\\.\\d+)?)″', ([, inches = '']) => counted(inches, '英寸')),
);
