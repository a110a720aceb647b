import { findFfmpeg } from '@lockstep/media';
import {
  chooseVoice,
  ClipStore,
  EncoderPool,
  FliteVoices,
  openStage,
  readSpeechServer,
  Speaker,
} from '@lockstep/virtual-teacher';
import { OpenAiTestServer } from '@lockstep/virtual-teacher/test/openai-server';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SessionStudio } from './session-studio.js';

it('speaks with the embedded voice when the model’s is refused, so that no class waits', async () => {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-studio-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const server = resources.use(await OpenAiTestServer.start());
  const embedded = resources.use(await FliteVoices.start({ threads: 1 }));
  const ffmpeg = await findFfmpeg();
  const encoders = resources.use(new EncoderPool({ ffmpeg }));
  const store = await ClipStore.open(join(folder, 'clips'));
  const stage = await openStage('nora', {
    store,
    encoders,
    ffmpeg,
    deck: undefined,
    fileOf: () => Promise.resolve(undefined),
  });
  const speech = readSpeechServer({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.baseUrl });
  const [models, spare] = ['alloy', 'slt'].map(
    (name) => new Speaker({ voice: chooseVoice(name, { embedded, server: speech }), stage, store, encoders }),
  );
  if (models === undefined) throw new Error('there are two');
  const load = () => Promise.reject(new Error('nothing was kept before'));
  server.queue('speech', { kind: 'status', status: 401 });
  const { captions } = await new SessionStudio(models, load, 'en', spare).speak('Well done.', 'now');
  expect(captions.length).toBeGreaterThan(0);
  expect(server.requests).toHaveLength(1);
  server.queue('speech', { kind: 'status', status: 401 });
  await expect(new SessionStudio(models, load, 'en').speak('Once more.', 'now')).rejects.toMatchObject({
    name: 'VoiceFailed',
  });
}, 60_000);
