import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLesson } from '../check/check-lesson.js';
import { formatLesson } from '../format-lesson.js';
import { parseLesson } from '../parse-lesson.js';
import { setRecording } from './edit-recordings.js';
import { recordingKey, recordingsOf, saidSentences } from './said-sentences.js';

const text = `title: Ice   # about water
steps:
  # first
  - say: "Look  {slide next} at *this*. It is [4 °C](four degrees) or $\\\\frac{3}{4}$."
  - ask: { prompt: Why?, accept: b, hints: ['Think {hard}.'], tries: 2, say: { right: Yes! } }
`;
const scriptOf = (lesson: string) => {
  const { script, problems } = parseLesson(lesson);
  if (!script) throw new Error(JSON.stringify(problems));
  return script;
};
const problemsOf = (lesson: string, files: readonly string[] = []) => {
  const { script, places } = parseLesson(lesson);
  const file = (path: string) => (files.includes(path) ? {} : undefined);
  return (script ? checkLesson(script, { places, file }) : []).filter(({ code }) => !code.includes('slide'));
};
const places = (lesson: string, files?: readonly string[]) =>
  problemsOf(lesson, files).map(
    ({ severity, code, place }) => `${String(place?.line)}:${String(place?.column)} ${severity} ${code}`,
  );

describe('the sentences of a lesson', () => {
  it('are named as captions show them, hints and replies too', () => {
    expect(saidSentences(scriptOf(text)).map(({ path, text: said }) => [path.join(' '), said])).toEqual([
      ['text', 'Look at this.'],
      ['text', 'It is 4 °C or 3/4.'],
      ['prompt', 'Why?'],
      ['say right', 'Yes!'],
      ['hints 0', 'Think {hard}.'],
    ]);
  });

  it('are one for a recording whatever the spaces, and other ones with other words', () => {
    expect(recordingKey('  Look\nat  this. ')).toBe('Look at this.');
    expect(recordingKey('Look at that.')).not.toBe(recordingKey('Look at this.'));
  });
});

describe('a recording of a sentence', () => {
  it('is written into the head, and everything else stays as it is', () => {
    const edited = setRecording(text, 'Look at this.', 'recordings/a.webm');
    expect(edited).toBe(
      text.replace('steps:', 'recordings:\n  - file: recordings/a.webm\n    says: Look at this.\nsteps:'),
    );
    const both = setRecording(edited, 'It is 4 °C or 3/4.', 'b.wav');
    expect([...recordingsOf(scriptOf(both))]).toEqual([
      ['Look at this.', 'recordings/a.webm'],
      ['It is 4 °C or 3/4.', 'b.wav'],
    ]);
    expect(
      setRecording(setRecording(both, 'Look at this.', undefined), 'It is 4 °C or 3/4.', undefined),
    ).toBe(text);
    expect(scriptOf(formatLesson(both))).toEqual(scriptOf(both));
  });

  it('is in the text once, whatever the sentence', () => {
    const line = fc
      .stringMatching(/^[\p{L}\p{N} :#'"{}[\]>|&*!%@`,?\\-]{1,60}$/u)
      .filter((said) => said.trim() !== '');
    fc.assert(
      fc.property(line, line, (first, second) => {
        const twice = setRecording(setRecording(text, first, 'a.wav'), first, 'b.wav');
        const edited = setRecording(twice, second, 'c.wav');
        const files = recordingsOf(scriptOf(edited));
        expect(files.get(recordingKey(second))).toBe('c.wav');
        if (recordingKey(first) !== recordingKey(second))
          expect(files.get(recordingKey(first))).toBe('b.wav');
        expect(scriptOf(edited).steps).toEqual(scriptOf(text).steps);
      }),
    );
  });

  it('is named when its file is missing or no recording', () => {
    const lesson = `title: A\nrecordings:\n  - {file: a.wav, says: Hello.}\n  - {file: a.png, says: Bye.}\nsteps:\n  - say: Hello. Bye.\n`;
    expect(places(lesson)).toEqual(['3:12 error no-such-file', '4:12 error media-kind']);
    expect(places(lesson.replace('a.png', 'b.wav'), ['a.wav', 'b.wav'])).toEqual([]);
  });

  it('is named when its sentence was changed, with what it is now', () => {
    const lesson = (said: string) =>
      `title: A\nrecordings: [{file: a.wav, says: '我们今天学习水的循环。'}]\nlanguage: zh\nvoice: silent\nsteps:\n  - say: ${said}\n`;
    expect(places(lesson('我们今天学习水的循环。'), ['a.wav'])).toEqual([]);
    const [problem] = problemsOf(lesson('我们今天来学习水循环。'), ['a.wav']);
    expect(problem).toMatchObject({
      ...{ severity: 'warning', code: 'recording-unused', place: { line: 2 } },
      params: { path: 'a.wav', meant: '我们今天来学习水循环。' },
    });
    const [other] = problemsOf(lesson('再见！'), ['a.wav']);
    expect(other?.params).not.toHaveProperty('meant');
  });

  it('of one sentence twice is named', () => {
    const lesson = `title: A\nrecordings:\n  - {file: a.wav, says: Hello.}\n  - {file: b.wav, says: Hello.}\nsteps:\n  - say: Hello.\n`;
    expect(places(lesson, ['a.wav', 'b.wav'])).toEqual(['4:25 warning recording-unused']);
  });

  it('makes up for a voice that does not speak the language, when every sentence has one', () => {
    const lesson = (says: string) =>
      `title: A\nlanguage: zh\nrecordings: [{file: a.wav, says: ${says}}]\nsteps:\n  - say: 同学们好！\n`;
    expect(places(lesson('同学们好！'), ['a.wav'])).toEqual([]);
    expect(places(lesson('同学们'), ['a.wav'])).toContain('2:11 error voice-language');
  });
});
