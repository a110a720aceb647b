import { describe, expect, it } from 'vitest';
import { parseLesson } from '../parse-lesson.js';
import { checkLesson } from './check-lesson.js';

function problemsOf(text: string): string[] {
  const { script, places, problems } = parseLesson(text);
  const found = script ? checkLesson(script, { places }) : [];
  return [...problems, ...found].map(
    ({ severity, code, place }) => `${String(place?.line)}:${String(place?.column)} ${severity} ${code}`,
  );
}

describe('a lesson that its voice cannot say', () => {
  it('names each word with line and column, those of hints too', () => {
    expect(
      problemsOf(
        'title: A\nsteps:\n  - say: We greet with 你好 now.\n  - say: Привет.\n  - say: So $x + \\foo$ is it.\n  - ask: { prompt: "Why ☭?", accept: b, hints: [Say ☭ it], tries: 2 }\n',
      ),
    ).toEqual([
      '3:24 warning unspeakable',
      '4:10 error unspeakable',
      '5:13 error formula-not-read',
      '6:21 warning unspeakable',
      '6:49 warning unspeakable',
    ]);
  });
  it('is content with a pronunciation, and with emoji', () => {
    expect(problemsOf('title: A\nsteps:\n  - say: We greet with [你好](nee how) 🙂 now.\n')).toEqual([]);
  });
  it('is read with a silent voice, formulas included', () => {
    expect(problemsOf('title: A\nvoice: silent\nsteps:\n  - say: We greet with 你好 and $\\foo$.\n')).toEqual(
      [],
    );
  });
});

describe('the language of a lesson', () => {
  const lesson = (head: string, say: string) => `title: A\n${head}steps:\n  - say: ${say}\n`;
  it('without a voice is an error before anything is compiled', () => {
    expect(problemsOf(lesson('language: zh\n', '同学们好！'))).toEqual(['2:11 error voice-language']);
  });
  it('that the voice reads with other letters is a warning', () => {
    expect(problemsOf(lesson('language: fr\n', 'Bonjour à tous.'))).toEqual(['2:11 warning voice-language']);
  });
  it.each(['silent', 'espeak', 'openai:zf_xiaobei'])('is spoken by %s', (voice) => {
    expect(
      problemsOf(lesson(`language: zh\nvoice: ${voice}\n`, '同学们好！3/4 大于 $\\frac{1}{2}$。')),
    ).toEqual([]);
  });
  it('that the judge does not know is named where there are questions', () => {
    const ask = '  - ask: { prompt: Combien ?, accept: deux }\n';
    expect(problemsOf(lesson('language: fr\nvoice: silent\n', 'Bonjour.') + ask)).toEqual([
      '2:11 warning judge-language',
    ]);
    expect(problemsOf(lesson('language: fr\nvoice: silent\nbrain: openai\n', 'Bonjour.') + ask)).toEqual([]);
    expect(
      problemsOf(
        lesson('language: zh\nvoice: silent\n', '你好。') + '  - ask: { prompt: 几个？, accept: 两个 }\n',
      ),
    ).toEqual([]);
  });
});
