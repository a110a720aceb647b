import type { AskStep } from '@lockstep/contracts';
import { ruleLesson } from '../offline/wording/rule-lessons.js';
import { partNamed } from './part-named.js';
import type { Counts, Summary } from './summary.js';

const small = 'none one two three four five six seven eight nine ten eleven twelve'.split(' ');
const number = (count: number): string => small[count] ?? String(count);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text: string): string =>
  /[.!?]["”’)]?$/.test(text.trim()) ? capital(text.trim()) : `${capital(text.trim())}.`;

function counts({ judged, right, partly }: Counts): string {
  if (right === judged) return `All ${number(judged)} of your answers are right. Well done, everybody.`;
  const nearly =
    partly === 0 ? '' : `, and ${partly === 1 ? 'one more is' : `${number(partly)} more are`} partly right`;
  if (right === 0) {
    if (partly === 0) return 'This one was hard: nobody has it yet.';
    return `Nobody has all of it yet, but ${number(partly)} of ${number(judged)} ${partly === 1 ? 'is' : 'are'} partly right.`;
  }
  return `${capital(number(right))} of ${number(judged)} answers ${right === 1 ? 'is' : 'are'} right${nearly}.`;
}

function mistake(key: string, question: AskStep): string | undefined {
  const [kind = '', detail = ''] = key.split(':');
  const point = question.rubric[Number(detail)]?.point;
  switch (kind) {
    case 'known': {
      const because = question.wrong[Number(detail)]?.because;
      return because === undefined ? undefined : `The commonest mistake: ${sentence(because)}`;
    }
    case 'choice': {
      const choice = question.choices.find(({ id }) => id === detail)?.text;
      return choice === undefined ? undefined : `Several of you chose “${choice}”, which does not fit here.`;
    }
    case 'part': {
      const part = partNamed(question, Number(detail));
      return part === undefined ? undefined : `Look once more at this part: ${sentence(part)}`;
    }
    case 'missing':
      return point === undefined
        ? undefined
        : `What was missing most often: ${point}${/[.!?]$/.test(point) ? '' : '.'}`;
    case 'denied':
      return point === undefined
        ? undefined
        : `Several of you said the opposite of this: ${point}${/[.!?]$/.test(point) ? '' : '.'}`;
    case 'tense':
      return `The commonest mistake: the sentence should be in the ${detail}.`;
    case 'grammar': {
      const lesson = ruleLesson(detail, 'en');
      return lesson === undefined ? undefined : `The commonest mistake: ${lesson}`;
    }
    case 'unit':
      return 'The commonest mistake was in the unit. Always look at the unit of the question.';
    case 'unit-missing':
      return 'Several of you left out the unit.';
    case 'form':
    case 'digits':
      return 'Several of you had the right value in another form than the question asks for.';
    case 'accents':
    case 'case':
    case 'misspelled':
      return 'The commonest mistake was in the spelling. Look at each letter.';
    case 'word-form':
      return 'Several of you had the right word, but another form of it.';
    case 'choices':
      return 'Several of you left out a choice that is right.';
    case 'everything-chosen':
      return 'Several of you chose everything, but some of it does not fit.';
    case 'opposite':
      return 'Several of you said the opposite of what was asked for.';
    case 'no-question':
      return 'Remember that we want a question here.';
    case 'no-sentence':
      return 'Remember to write a whole sentence, with a verb.';
    default:
      return undefined;
  }
}

export const englishSummary: Summary = {
  counts,
  mistake,
  between: ' ',
  nobody: 'Nobody has answered this time. That is fine, let us go on.',
};
