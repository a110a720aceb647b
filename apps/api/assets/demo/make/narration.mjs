/**
 * What the teacher says, and what happens on which word.
 *
 * A line is spoken in one breath. `{name}` marks the word that follows it; `cues` of the line say what happens on
 * that word (`start` is the first one). `pauseMs` is the silence after the line.
 */

/** A region of a slide in fractions of its width and height, counted from the top left corner. */
const region = (x, y, width, height) => ({ x, y, width, height });

export const title = 'Yesterday: the simple past';

export const slides = [
  { file: '1-yesterday.webp', title: 'Yesterday' },
  { file: '2-walk.webp', title: 'Today, I walk' },
  { file: '3-walked.webp', title: 'Yesterday, I walked' },
  { file: '4-endings.webp', title: 'Three ways to spell the ending' },
  { file: '5-rebels.webp', title: 'The rebels' },
  { file: '6-your-turn.webp', title: 'Your turn' },
  { file: '7-remember.webp', title: 'What to remember' },
];

export const questions = [
  {
    id: 'missing-word',
    kind: 'single',
    prompt: 'Yesterday, Mia ___ to the beach.',
    choices: [
      { id: 'goed', text: 'goed' },
      { id: 'went', text: 'went' },
      { id: 'go', text: 'go' },
    ],
    correct: ['went'],
    windowMs: 10_000,
  },
  {
    id: 'one-thing',
    kind: 'short',
    prompt: 'Write one thing that you did yesterday.',
    choices: [],
    correct: [],
    windowMs: 14_000,
  },
];

const slide = (index) => ({ type: 'slide.shown', index });
const highlight = (target) => ({ type: 'highlight', target });
const open = (questionId) => ({ type: 'question.opened', questionId });
const close = (questionId) => ({ type: 'question.closed', questionId });
const result = (questionId) => ({ type: 'class.result', questionId, reveal: true });
const tell = (text, questionId) => ({ type: 'feedback.class', text, questionId });

/** The cards of slides 4 and 5 share one grid. */
const card = (column) => region(0.055 + column * 0.302, 0.325, 0.286, 0.505);

export const lines = [
  { text: 'Hello, and welcome. I am Nora.', pauseMs: 350, cues: { start: [slide(0)] } },
  { text: 'Let us talk about yesterday.', pauseMs: 800, cues: {} },
  {
    text: '{today}Today, I walk to the bridge.',
    pauseMs: 600,
    cues: { today: [slide(1)] },
  },
  {
    text: '{yesterday}Yesterday, I walked to the bridge.',
    pauseMs: 500,
    cues: { yesterday: [slide(2)] },
  },
  {
    text: 'One small {ending}ending, E D, and the moment moves into the past.',
    pauseMs: 900,
    cues: { ending: [highlight(region(0.298, 0.155, 0.122, 0.185))] },
  },
  {
    text: 'The ending has three spellings.',
    pauseMs: 350,
    cues: { start: [slide(3)] },
  },
  { text: 'Walk, walked.', pauseMs: 450, cues: { start: [highlight(card(0))] } },
  { text: 'Dance, danced.', pauseMs: 450, cues: { start: [highlight(card(1))] } },
  {
    text: 'Study, studied. Here the Y becomes an I.',
    pauseMs: 900,
    cues: { start: [highlight(card(2))] },
  },
  { text: 'Some verbs are {rebels}rebels.', pauseMs: 450, cues: { rebels: [slide(4)] } },
  { text: 'Go becomes went.', pauseMs: 400, cues: { start: [highlight(card(0))] } },
  { text: 'See becomes saw.', pauseMs: 400, cues: { start: [highlight(card(1))] } },
  { text: 'Eat becomes ate.', pauseMs: 500, cues: { start: [highlight(card(2))] } },
  { text: 'You simply learn them by heart.', pauseMs: 800, cues: { start: [highlight(null)] } },
  {
    text: 'Now it is {turn}your turn. Which word is missing?',
    pauseMs: 150,
    cues: { turn: [slide(5)], end: [open('missing-word')] },
  },
  { text: 'Take your time.', pauseMs: 8_400, cues: {}, listens: true },
  {
    text: 'Thank you. It was {went}went.',
    pauseMs: 500,
    cues: { start: [close('missing-word')], went: [result('missing-word')] },
  },
  {
    text: 'Mia went to the beach. Go is one of our rebels.',
    pauseMs: 900,
    cues: { start: [tell('Mia went to the beach. “Go” is a rebel: go, went.', 'missing-word')] },
  },
  {
    text: 'So, {remember}remember: most verbs take E D, and a few you learn by heart.',
    pauseMs: 500,
    cues: { remember: [slide(6)] },
  },
  {
    text: 'Now tell me one thing that you did yesterday.',
    pauseMs: 13_400,
    cues: { end: [open('one-thing')] },
    listens: true,
  },
  {
    text: 'Lovely. Thank you, and see you tomorrow.',
    pauseMs: 1_700,
    cues: {
      start: [close('one-thing'), tell('Lovely sentences. See you tomorrow!', 'one-thing')],
    },
  },
];

/** Silence before the first word. */
export const leadInMs = 900;
