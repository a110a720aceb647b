import { asNarration } from '../../narration/as-narration.js';
import { MAX_MOODLE_TEXT, type ReadQuestions } from '../exchange.js';
import { StepReader, unreadable } from '../read-steps.js';
import { wordsIn } from './moodle-answers.js';
import { questionOf } from './question-of.js';
import { childOf, childrenOf, readXml, textIn, type XmlElement } from './read-xml.js';

/** Reads questions in Moodle XML. Never throws, whatever the text; what cannot be taken over is told. */
export function readMoodle(text: string): ReadQuestions {
  if (text.length > MAX_MOODLE_TEXT) return unreadable('file-too-long', { most: MAX_MOODLE_TEXT });
  const { root, fault } = readXml(text);
  const quiz = childOf(root, 'quiz');
  if (!quiz) return unreadable('not-moodle');
  const steps = new StepReader();
  for (const question of childrenOf(quiz, 'question')) {
    if (!steps.hasRoom(question.line)) break;
    readQuestion(question, steps);
  }
  if (fault) steps.tell(fault.line, fault.code);
  return steps.result();
}

function readQuestion(question: XmlElement, steps: StepReader): void {
  const { line } = question;
  const tell = steps.tellerAt(line);
  const kind = question.attributes['type'] ?? '';
  if (kind === 'category') return tell('category');
  if (kind === 'description') {
    const words = wordsIn(childOf(question, 'questiontext'), tell);
    if (words !== '') steps.say(line, asNarration(words));
    return;
  }
  const ask = questionOf(question, tell);
  if (!ask) return;
  const name = textIn(question, 'idnumber') || textIn(childOf(question, 'name'), 'text');
  steps.ask(line, ask, name);
}
