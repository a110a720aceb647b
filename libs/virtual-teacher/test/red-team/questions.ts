import { AskStep } from '@lockstep/contracts';

const ask = (step: object): AskStep => AskStep.parse({ kind: 'ask', ...step });

/** One of each way in which a text can be judged. */
export const QUESTIONS: readonly AskStep[] = [
  ask({
    id: 'past-of-go',
    answer: 'short',
    prompt: 'What is the past of *go*?',
    accept: ['went'],
    wrong: [{ answer: 'goed', because: 'Go is irregular.' }],
  }),
  ask({ id: 'half-of-seven', answer: 'short', prompt: 'What is half of seven?', accept: ['3.5', '7/2'] }),
  ask({
    id: 'why-did',
    answer: 'open',
    prompt: 'Why do we say *did you go* and not *did you went*?',
    rubric: [
      { point: 'Did already shows the past tense', any: ['past tense', 'shows the past', 'already past'] },
      { point: 'The main verb stays in its base form', any: ['base form', 'infinitive', 'without ending'] },
    ],
    tries: 2,
  }),
  ask({
    id: 'your-weekend',
    answer: 'open',
    prompt: 'Write one sentence about your last weekend with a verb in the past tense.',
    rubric: [{ point: 'Tells of the last weekend', any: ['weekend', 'saturday', 'sunday'] }],
    grammar: true,
  }),
  ask({
    id: 'spoken-hello',
    answer: 'spoken',
    prompt: 'How do you say *hello* in Chinese?',
    accept: ['nǐ hǎo', 'ni hao', '你好'],
  }),
];

/** The same, answered well: what is hostile must not be the only thing that is refused. */
export const HONEST_ANSWERS: Readonly<Record<string, string>> = {
  'past-of-go': 'went',
  'half-of-seven': '3.5',
  'why-did': 'Because did already shows the past tense, and so the main verb stays in its base form.',
  'your-weekend': 'Last Saturday I visited my grandmother.',
  'spoken-hello': 'ni hao',
};
