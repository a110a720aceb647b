import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiTestServer } from '../../test/openai-server/index.js';
import { readOpenAiSettings } from '../openai/openai-settings.js';
import { chooseVoice, voiceNames } from './choose-voice.js';
import { FliteVoices } from './flite/flite-voice.js';

let embedded: FliteVoices;
beforeAll(async () => {
  embedded = await FliteVoices.start({ threads: 1 });
});
afterAll(() => embedded[Symbol.asyncDispose]());

describe('the voice that a lesson names', () => {
  it('is the embedded one, with or without a key', () => {
    const settings = readOpenAiSettings({ OPENAI_API_KEY: 'k' });
    expect(chooseVoice('awb', { embedded, settings }).fingerprint).toContain('awb');
    expect(chooseVoice('awb', { embedded, settings: undefined }).fingerprint).toContain('awb');
  });

  it.each(['alloy', 'openai:alloy'])('is the server’s when it is called %s', async (name) => {
    await using server = await OpenAiTestServer.start();
    const settings = readOpenAiSettings({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.baseUrl });
    await using voice = chooseVoice(name, { embedded, settings });
    const words = ['Well', 'done.'].map((written) => ({ written, spoken: written, emphasis: false }));
    expect((await voice.speak(words)).words).toHaveLength(2);
    expect(server.requests[0]?.json?.voice).toBe('alloy');
    expect(voice.fingerprint).not.toBe(chooseVoice('nova', { embedded, settings }).fingerprint);
  });

  it('is silent in every language, without a key', () => {
    expect(chooseVoice('silent', { embedded, settings: undefined, language: 'zh' }).languages).toEqual(['*']);
    expect(voiceNames(undefined)).toEqual(expect.arrayContaining(['slt', 'rms', 'awb', 'kal', 'silent']));
  });

  it('is refused without a key, with the names that need none', () => {
    expect(() => chooseVoice('alloy', { embedded, settings: undefined })).toThrow(
      /OPENAI_API_KEY.*slt, rms, awb, kal/u,
    );
  });

  it('is one of those that there are: a server’s own only by its prefix and with a key', () => {
    const settings = readOpenAiSettings({ OPENAI_API_KEY: 'k' });
    expect(voiceNames(undefined, 'openai:mine')).toEqual(expect.not.arrayContaining(['openai:mine']));
    expect(voiceNames(settings, 'mine')).not.toContain('mine');
    expect(voiceNames(settings, 'openai:mine')).toEqual(
      expect.arrayContaining(['slt', 'nova', 'openai:mine']),
    );
  });
});
