import type { DryRun, ScriptDraft } from '@lockstep/contracts';
import { OpenAiTestServer, type Reply } from '@lockstep/virtual-teacher/test/openai-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { compiled, makeCompiled } from './support/compile.js';
import { makeScript } from './support/script.js';
import { TestServer } from './support/server.js';

const text = (said: string) => `title: Bonjour
language: fr
voice: openai:siwis
avatar: slide
slides: [slides/one.png, slides/two.png]
steps:
  - say: ${said}
`;

let speech: OpenAiTestServer;
let server: TestServer;
let author: Client;
beforeAll(async () => {
  speech = await OpenAiTestServer.start();
  const settings = { OPENAI_SPEECH_BASE_URL: speech.baseUrl, OPENAI_SPEECH_MODEL: 'kokoro' };
  server = await TestServer.start({ settings });
  author = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await speech[Symbol.asyncDispose]();
});

const failure = async ({ lessonId }: Pick<ScriptDraft, 'lessonId'>) => {
  const { status, problems } = await compiled(author, lessonId);
  return { status, problems: problems.filter(({ severity }) => severity === 'error') };
};

describe('a lesson with the voice of a speech server', () => {
  it('is spoken by it, in the language of the lesson, with captions as long as its audio', async () => {
    const { lessonId } = await makeCompiled(
      author,
      text('Bonjour à tous. {slide 2} Deux et deux font quatre.'),
    );
    expect(speech.requests.map(({ path, json }) => [path, json])).toEqual(
      expect.arrayContaining([
        [
          '/v1/audio/speech',
          { model: 'kokoro', voice: 'siwis', input: 'Bonjour à tous.', response_format: 'wav' },
        ],
      ]),
    );
    expect(speech.requests.map(({ headers }) => headers.authorization)).not.toContain(undefined);
    const { isCompiled, timeline } = await author.get<DryRun>(`/api/lessons/${lessonId}/dry-run`);
    const said = timeline.filter(({ kind }) => kind === 'say');
    expect(isCompiled).toBe(true);
    expect(said.map((one) => one.text)).toEqual(['Bonjour à tous.', 'Deux et deux font quatre.']);
    // each of three hums lasts 300 ms with 60 ms behind it; clips are whole cells of 320 ms
    expect(said[0]?.durationMs).toBe(1600);
  });

  it.each([
    ['voice-refused', { kind: 'status', status: 404 }, { name: 'openai:siwis', status: 404 }],
    ['voice-away', { kind: 'status', status: 429, retryAfterSeconds: 3600 }, { name: 'openai:siwis' }],
    ['voice-bad-audio', { kind: 'sound', bytes: Buffer.from('ID3, compressed') }, { name: 'openai:siwis' }],
  ] as const)('has one problem, %s, at the voice', async (code, reply, params) => {
    speech.script('speech', (): Reply => reply);
    const draft = await makeScript(author, text(`Bonjour ${code}. Deux phrases. Trois phrases.`));
    expect(await failure(draft)).toEqual({
      status: 'failed',
      problems: [expect.objectContaining({ code, line: 3, params: expect.objectContaining(params) })],
    });
  });

  it('says that its server cannot be reached, and where', async () => {
    const { host } = new URL(speech.baseUrl);
    await speech[Symbol.asyncDispose]();
    const draft = await makeScript(author, text('Rien ne répond.'));
    const { problems } = await failure(draft);
    expect(problems).toMatchObject([{ code: 'voice-away', params: { host } }]);
  });
});
