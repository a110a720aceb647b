import type { Remark } from '../finding/finding.js';
import type { Wording } from './wording.js';

const sentence = (text: string): string => {
  const trimmed = text.trim();
  const start = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?。！？]["”’)]?$/.test(start) ? start : `${start}.`;
};

/** A text of the lesson after a colon: as it was written, with an end. */
const closed = (text: string): string => (/[.!?。！？]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** A point as a part of a list. */
const open = (text: string): string => text.trim().replace(/[.。]$/, '');

const tenses = { past: 'past', present: 'present', future: 'future' } as const;

function choices(missing: number, extra: number): string {
  const few = (count: number) => (count === 1 ? 'one' : String(count));
  if (extra === 0) return `${missing === 1 ? 'One more is' : `${String(missing)} more are`} right.`;
  const wrong =
    extra === 1 ? 'One of your choices does not fit.' : `${few(extra)} of your choices do not fit.`;
  return wrong;
}

const forms = {
  'lowest-terms': 'The value is right, but the fraction can be reduced further.',
  fraction: 'The value is right; write it as a fraction.',
  decimal: 'The value is right; write it as a decimal.',
  percent: 'The value is right; write it as a percentage.',
  other: 'The value is right, but the question asks for another form.',
} as const;

function digits({ decimals, significantDigits }: Extract<Remark, { kind: 'digits' }>): string {
  if (decimals !== undefined)
    return `The value is right; give it to ${String(decimals)} decimal ${decimals === 1 ? 'place' : 'places'}.`;
  if (significantDigits !== undefined)
    return `The value is right; give it to ${String(significantDigits)} significant digits.`;
  return 'The value is right; look again at how many digits the question asks for.';
}

/** Remarks that are the same words every time. */
const always = {
  'everything-chosen': 'You chose all of them, but not all of them fit.',
  'unit-missing': 'The number is right, but the unit is missing.',
  misspelled: 'Look at the spelling, letter by letter.',
  opinion: 'Thank you for your answer.',
  unkind: 'Please keep it friendly, and try again.',
  danger:
    'Thank you for writing this. Your teacher will see it and talk with you. If you need help now, please tell an adult near you.',
  'word-form': 'You have the right word, but it needs another form.',
  'repeats-question': 'The question says that already. What is your answer?',
  'near-miss': 'I am not sure what you mean.',
  'two-answers': 'That is more than one answer. Please choose one.',
  'no-answer': 'I could not find an answer in that.',
  'does-not-know': 'That is all right. Nobody knows everything.',
  'no-sentence': 'Please write a whole sentence, with a verb.',
  'no-question': 'The task asks for a question.',
  'no-mistake-seen': 'I see no mistake in it.',
  'opposite-said': 'You say the opposite of something that belongs here.',
  opposite: 'Your sentence says the opposite of what was asked.',
} as const;

const counted = (count: number): string => (count === 0 ? 'none' : String(count));

/** Said of a task with one part that is not right, and the name of several. */
const partNames = {
  gaps: { alone: 'What you wrote into the gap is not yet right.', many: 'gaps' },
  match: { alone: 'This pair is not right.', many: 'pairs' },
  hotspot: { alone: 'This is another place.', many: 'places' },
  label: { alone: 'This label belongs elsewhere.', many: 'labels' },
} as const;

function parts({ task, right, of }: Extract<Remark, { kind: 'parts' }>): string {
  if (task === 'order')
    return right < 2
      ? 'The order is the other way round.'
      : `${String(right)} of the ${String(of)} are in the right order.`;
  const { alone, many } = partNames[task];
  if (of === 1) return alone;
  return `Of ${String(of)} ${many}, ${counted(right)} ${right === 1 ? 'is' : 'are'} right.`;
}

function remark(said: Remark): string {
  switch (said.kind) {
    case 'parts':
      return parts(said);
    case 'authored':
      return sentence(said.say);
    case 'known':
      return sentence(said.because);
    case 'choices':
      return choices(said.missing, said.extra.length);
    case 'unit':
      return said.unit === ''
        ? 'Look at the unit.'
        : `Look at the unit: the answer should be in ${said.unit}.`;
    case 'form':
      return forms[said.form ?? 'other'];
    case 'digits':
      return digits(said);
    case 'case':
      return `Look at the capital letters: “${said.meant}”.`;
    case 'accents':
      return `With its marks it is written “${said.meant}”.`;
    case 'spelling':
      return `It is spelled “${said.meant}”.`;
    case 'other-answer':
    case 'choice':
      return ''; // "not quite" says all there is to say
    case 'tense':
      return `The sentence should be in the ${tenses[said.tense]}.`;
    case 'grammar': {
      const change = said.better === null ? '' : ` Better: “${said.better}”.`;
      return `${sentence(said.why)}${change}`;
    }
    case 'more-wanted':
      return said.count === 1 ? 'One more is wanted.' : `${String(said.count)} more are wanted.`;
    case 'missing':
      return `Still missing: ${closed(said.point)}`;
    case 'denied':
      return `You say the opposite of this: ${closed(said.point)}`;
    case 'as-corrected':
      return said.comment === null
        ? 'Your teacher judged the same answer before.'
        : `Your teacher wrote about the same answer: ${said.comment}`;
    default:
      return always[said.kind];
  }
}

function hint(said: Remark | undefined): string {
  switch (said?.kind) {
    case 'more-wanted':
      return 'What else belongs to the answer?';
    case 'missing':
      return 'Something is still missing. What else belongs to the answer?';
    case 'denied':
      return 'Could it be the other way round?';
    case 'parts':
      return 'Keep what you are sure of, and look at the others again.';
    case 'choices':
    case 'everything-chosen':
      return 'Look at each of the choices again.';
    case 'grammar':
      return 'Read your sentence aloud, word by word.';
    case 'tense':
      return `When does it happen? Look at the verb once more.`;
    case 'unit-missing':
      return 'A number of what? Add the unit.';
    case 'form':
    case 'digits':
      return 'Look at the form that the question asks for.';
    case 'accents':
    case 'case':
    case 'misspelled':
      return 'Look at each letter once more.';
    case 'unit':
      return said.unit === '' ? 'Look at the unit in the question.' : 'Which number belongs to that unit?';
    case 'no-sentence':
      return 'Who does what? Begin with that.';
    case 'no-question':
      return 'A question ends with a question mark.';
    case 'word-form':
      return 'Think of the form that the question asks for.';
    default:
      return 'Read the question once more, slowly.';
  }
}

/** What an answer has: names in one sentence, points one by one. */
function praised(points: readonly string[]): string {
  const last = points.at(-1) ?? '';
  if (points.every((point) => /^\S+$/.test(point)))
    return `You named ${points.length < 2 ? last : `${points.slice(0, -1).join(', ')} and ${last}`}.`;
  return points.length === 1
    ? `You made this point: ${closed(last)}`
    : `You made these points: ${closed(points.map(open).join('; '))}`;
}

export const english: Wording = {
  right: ['Yes, that is right.', 'Exactly, well done.', 'Right, good work.', 'Very good, that is correct.'],
  partly: ['Part of this is right.', 'You have a good part of it.', 'Nearly there.'],
  wrong: ['Not quite.', 'Not yet, but thank you for trying.', 'That is not it yet.'],
  noMistake: [
    'Thank you, that is a whole sentence.',
    'That says what was asked for.',
    'Good, that is clear.',
  ],
  rightAtLast: 'Yes, now it is right. Well done for trying again.',
  unclear: 'Thank you. I am not sure about this one. Your teacher can look at it.',
  tryAgain: 'Try once more.',
  remark,
  found: praised,
  saidIt: 'You say what the task asks for.',
  reveal: (answer) => (/[.!?]$/.test(answer) ? `For example: ${answer}` : `The answer is “${answer}”.`),
  between: ' ',
  startsWith: (letter) => `It begins with the letter ${letter.toUpperCase()}.`,
  sayItAgain: 'Say it once more, in other words.',
  hint,
};
