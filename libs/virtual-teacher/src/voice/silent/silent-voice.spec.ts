import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SilentVoice } from './silent-voice.js';

const say = (text: string) =>
  text.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));
const lengthMs = async (text: string, language: string) => {
  const { samples, sampleRate } = await new SilentVoice(language).speak(say(text));
  return (samples.length / sampleRate) * 1000;
};

describe('the silent voice', () => {
  it('makes no sound, and its mouth stays closed', async () => {
    const { samples, phones } = await new SilentVoice('zh').speak(say('同学 们 好！'));
    expect(samples.some((sample) => sample !== 0)).toBe(false);
    expect(phones).toEqual([]);
  });

  it('takes as long as reading does, in each script', async () => {
    expect(await lengthMs('今天 我们 学习 分数 的 意义', 'zh')).toBeCloseTo(11 * 250, -1);
    const english = await lengthMs('Today we learn what a fraction is and why it matters to us', 'en');
    expect(english / 13).toBeGreaterThan(300);
    expect(english / 13).toBeLessThan(450);
    expect(await lengthMs('1,250 km', 'en')).toBeGreaterThan(2 * (await lengthMs('a km', 'en')));
  });

  it('gives each word its time, in order and within the sound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.constantFrom('zh', 'en', 'fr', 'th'),
        async (texts, language) => {
          const { words, samples, sampleRate } = await new SilentVoice(language).speak(
            texts.map((written) => ({ written, spoken: written, emphasis: false })),
          );
          expect(words).toHaveLength(texts.length);
          let before = 0;
          for (const { startMs, endMs } of words) {
            expect(startMs).toBeGreaterThanOrEqual(before);
            expect(endMs).toBeGreaterThanOrEqual(startMs);
            before = endMs;
          }
          expect((samples.length / sampleRate) * 1000 + 1).toBeGreaterThanOrEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });
});
