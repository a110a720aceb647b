/** Compiles a long lesson into the folder given, and says which processes it has; to be killed. */
import { findFfmpeg } from '@lockstep/media';
import { AvatarStage } from '../../src/avatar/avatar-stage.js';
import { ClipStore } from '../../src/clip/clip-store.js';
import { EncoderPool } from '../../src/clip/encoder-pool.js';
import { compileLesson } from '../../src/compile/compile-lesson.js';
import { longScript } from './long-script.js';
import { plainAvatar } from './plain-avatar.js';
import { ToneVoice } from './tone-voice.js';

const ffmpeg = await findFfmpeg();
const store = await ClipStore.open(process.argv[2] ?? '');
const encoders = new EncoderPool({ ffmpeg, batch: 2 });
await compileLesson(longScript(30), undefined, {
  ...{ ffmpeg, store, encoders, voice: new ToneVoice(), stage: new AvatarStage(plainAvatar(), store) },
  onProgress: ({ done }) => process.stdout.write(`${JSON.stringify({ done, pids: encoders.pids })}\n`),
});
