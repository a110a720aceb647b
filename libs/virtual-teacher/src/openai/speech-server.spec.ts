import { describe, expect, it } from 'vitest';
import { readSpeechServer } from './speech-server.js';

const OWN = 'http://127.0.0.1:8880/v1';

describe('the speech server', () => {
  it('is absent without a key and an address', () => {
    expect(readSpeechServer({})).toBeUndefined();
    expect(readSpeechServer({ OPENAI_BASE_URL: OWN, OPENAI_SPEECH_MODEL: 'x' })).toBeUndefined();
  });

  it('is the one that judges when no other is named', () => {
    expect(readSpeechServer({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: OWN })).toEqual({
      ...{ apiKey: 'k', baseUrl: OWN, model: 'gpt-4o-mini-tts' },
    });
  });

  it('needs no key when it is a server of its own, and is not given that of the other one', () => {
    const env = { OPENAI_API_KEY: 'secret', OPENAI_SPEECH_BASE_URL: OWN, OPENAI_SPEECH_MODEL: 'kokoro' };
    expect(readSpeechServer(env)).toEqual({ apiKey: 'none', baseUrl: OWN, model: 'kokoro' });
    expect(readSpeechServer({ ...env, OPENAI_SPEECH_API_KEY: 'its own' })?.apiKey).toBe('its own');
  });

  it('has an address of the web', () => {
    expect(() => readSpeechServer({ OPENAI_SPEECH_BASE_URL: 'localhost:8880' })).toThrow();
  });
});
