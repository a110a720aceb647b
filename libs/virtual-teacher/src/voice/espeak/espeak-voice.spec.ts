import { describe, expect, it } from 'vitest';
import { VoiceFailed } from '../voice-failed.js';
import { EspeakVoice, hasEspeak } from './espeak-voice.js';

const say = (...words: string[]) => words.map((written) => ({ written, spoken: written, emphasis: false }));

describe('the voice of espeak-ng', () => {
  it.each([
    ['zh', say('今天', '气温', '5°C，', '我们', '学习', '3/4。')],
    ['fr', say('Bonjour', 'à', 'tous.')],
    ['en', say('It', 'is', '5', 'km', 'away.')],
  ])('speaks %s with times in order', async (language, words) => {
    const { samples, sampleRate, words: times } = await new EspeakVoice(language).speak(words);
    expect(samples.some((sample) => Math.abs(sample) > 1000)).toBe(true);
    expect(times).toHaveLength(words.length);
    expect(times.at(-1)?.endMs).toBeLessThanOrEqual((samples.length / sampleRate) * 1000 + 1);
    expect(times.map(({ startMs }) => startMs)).toEqual(
      times.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
    );
  });
  it('stops with the signal', async () => {
    const signal = AbortSignal.abort(new Error('no longer wanted'));
    await expect(new EspeakVoice('zh').speak(say('你好'), { signal })).rejects.toThrow('no longer wanted');
  });
});

describe('espeak-ng', () => {
  it('refuses a language that it does not speak', () => {
    expect(() => new EspeakVoice('ja')).toThrow(VoiceFailed);
  });
  it('says when it is not installed', async () => {
    const missing = new EspeakVoice('zh', '/nowhere/espeak-ng');
    await expect(missing.speak(say('你好'))).rejects.toMatchObject({ reason: 'unavailable' });
    expect(hasEspeak('/nowhere')).toBe(false);
  });
  it('is asked for sound, and says when none comes', async () => {
    await expect(new EspeakVoice('zh', 'true').speak(say('你好'))).rejects.toMatchObject({
      reason: 'bad-audio',
    });
  });
});
