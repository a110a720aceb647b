import type { Remark } from '../finding.js';
import type { Wording } from './wording.js';

const sentence = (text: string): string => {
  const trimmed = text.trim();
  const start = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?。！？]["”’)]?$/.test(start) ? start : `${start}.`;
};

/** A text of the lesson after a colon: as it was written, with an end. */
const closed = (text: string): string => (/[.!?。！？]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

const tenses = { past: 'past', present: 'present', future: 'future' } as const;

function choices(missing: number, extra: number): string {
  const few = (count: number) => (count === 1 ? 'one' : String(count));
  if (extra === 0) return `${missing === 1 ? 'One more is' : `${String(missing)} more are`} right.`;
  const wrong =
    extra === 1 ? 'One of your choices does not fit.' : `${few(extra)} of your choices do not fit.`;
  return missing === 0 || extra > missing ? wrong : `${wrong} Look at the others again.`;
}

function remark(said: Remark): string {
  switch (said.kind) {
    case 'known':
      return sentence(said.because);
    case 'choices':
      return choices(said.missing, said.extra.length);
    case 'everything-chosen':
      return 'You chose everything; some of them do not fit.';
    case 'unit':
      return `Look at the unit: we want the answer in ${said.unit}.`;
    case 'spelling':
      return `It is spelled “${said.meant}”.`;
    case 'word-form':
      return 'You have the right word, but not yet the right form of it.';
    case 'other-answer':
    case 'choice':
      return ''; // "not quite" says all there is to say
    case 'repeats-question':
      return 'That is what the question says already.';
    case 'near-miss':
      return 'That is close, but I am not sure what you mean.';
    case 'two-answers':
      return 'You gave me more than one answer. Please choose one.';
    case 'no-answer':
      return 'I could not find an answer in that.';
    case 'does-not-know':
      return 'It is fine not to know yet.';
    case 'no-sentence':
      return 'Please write a whole sentence, with a verb.';
    case 'no-question':
      return 'We want a question here.';
    case 'tense':
      return `The sentence should be in the ${tenses[said.tense]}.`;
    case 'grammar': {
      const change = said.better === null ? '' : ` Better: “${said.better}”.`;
      return `${sentence(said.why)}${change}`;
    }
    case 'missing':
      return `What is missing: ${closed(said.point)}`;
    case 'denied':
      return `You say the opposite of this: ${closed(said.point)}`;
    case 'no-mistake-seen':
      return 'I see no mistake in it.';
    case 'opposite-said':
      return 'You say the opposite of something that belongs here.';
    case 'as-corrected':
      return said.comment ?? 'Your teacher judged the same answer before.';
    case 'opposite':
      return 'Your sentence says the opposite of what is asked for.';
  }
}

function hint(said: Remark | undefined): string {
  switch (said?.kind) {
    case 'missing':
      return 'One thing is still missing. What else belongs to it?';
    case 'denied':
      return 'Ask yourself whether it is not the other way round.';
    case 'choices':
    case 'everything-chosen':
      return 'Look at each of the choices again.';
    case 'grammar':
      return 'Read your sentence aloud, word by word.';
    case 'tense':
      return `When does it happen? Look at the verb once more.`;
    case 'unit':
      return 'Look at the unit in the question.';
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

export const english: Wording = {
  right: ['Yes, that is right.', 'Exactly, well done.', 'Right, good work.', 'Very good, that is correct.'],
  partly: ['A part of it is right.', 'That is a good part of it.', 'Nearly there.'],
  wrong: ['Not quite.', 'Not yet, but thank you for trying.', 'That is not it yet.'],
  noMistake: [
    'Thank you, that is a whole sentence.',
    'That says what was asked for.',
    'Good, that is clear.',
  ],
  rightAtLast: 'Yes, now it is right. Well done for trying again.',
  unclear: 'Thank you. I am not sure about this one, so your teacher can look at it.',
  tryAgain: 'Try once more.',
  remark,
  found: (points) => `You have this: ${closed(points.join('; '))}`,
  saidIt: 'You say what was asked for.',
  reveal: (answer) => (/[.!?]$/.test(answer) ? `For example: ${answer}` : `The answer is “${answer}”.`),
  between: ' ',
  startsWith: (letter) => `It begins with the letter ${letter.toUpperCase()}.`,
  hint,
};
