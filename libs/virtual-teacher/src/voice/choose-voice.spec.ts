import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiTestServer } from '../../test/openai-server/index.js';
import { readSpeechServer } from '../openai/speech-server.js';
import { chooseVoice } from './choose-voice.js';
import { voiceNames } from './voice-names.js';
import { FliteVoices } from './flite/flite-voice.js';

let embedded: FliteVoices;
beforeAll(async () => {
  embedded = await FliteVoices.start({ threads: 1 });
});
afterAll(() => embedded[Symbol.asyncDispose]());

describe('the voice that a lesson names', () => {
  it('is the embedded one, with or without a key', () => {
    const server = readSpeechServer({ OPENAI_API_KEY: 'k' });
    expect(chooseVoice('awb', { embedded, server }).fingerprint).toContain('awb');
    expect(chooseVoice('awb', { embedded, server: undefined }).fingerprint).toContain('awb');
  });

  it.each(['alloy', 'openai:alloy'])('is the server’s when it is called %s', async (name) => {
    await using tested = await OpenAiTestServer.start();
    const server = readSpeechServer({ OPENAI_SPEECH_BASE_URL: tested.baseUrl });
    await using voice = chooseVoice(name, { embedded, server });
    const words = ['Well', 'done.'].map((written) => ({ written, spoken: written, emphasis: false }));
    expect((await voice.speak(words)).words).toHaveLength(2);
    expect(tested.requests[0]?.json?.voice).toBe('alloy');
    expect(voice.fingerprint).not.toBe(chooseVoice('nova', { embedded, server }).fingerprint);
  });

  it('is silent in every language, without a key', () => {
    expect(chooseVoice('silent', { embedded, server: undefined, language: 'zh' }).languages).toEqual(['*']);
    expect(voiceNames(undefined)).toEqual(expect.arrayContaining(['slt', 'rms', 'awb', 'kal', 'silent']));
  });

  it('is refused without a key, with the names that need none', () => {
    expect(() => chooseVoice('alloy', { embedded, server: undefined })).toThrow(
      /OPENAI_API_KEY.*slt, rms, awb, kal/u,
    );
  });

  it('is one of those that there are: a server’s own only by its prefix and with a key', () => {
    const server = readSpeechServer({ OPENAI_API_KEY: 'k' });
    expect(voiceNames(undefined, 'openai:mine')).toEqual(expect.not.arrayContaining(['openai:mine']));
    expect(voiceNames(server, 'mine')).not.toContain('mine');
    expect(voiceNames(server, 'openai:mine')).toEqual(expect.arrayContaining(['slt', 'nova', 'openai:mine']));
  });
});
