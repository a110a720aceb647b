/** Makes the demo lesson anew: `node apps/api/assets/demo/make/make.mjs [--lesson-only]`. */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { drawFilm } from './draw-film.mjs';
import { drawSlides } from './draw-slides.mjs';
import { drawWelcome } from './draw-welcome.mjs';
import { lessonOf } from './lesson.mjs';
import * as narration from './narration.mjs';
import { buildTimeline } from './timeline.mjs';
import { Voice } from './voice.mjs';

const home = new URL('../', import.meta.url);
await using voice = await Voice.start();
const timeline = await buildTimeline(voice, narration);
const lessonFile = new URL('lesson.json', home);
const style = await resolveConfig(lessonFile);
await writeFile(lessonFile, await format(JSON.stringify(lessonOf(timeline)), { ...style, parser: 'json' }));
await drawSlides(new URL('slides/', home));
await drawWelcome(new URL('../../../web/public/welcome/', home));
if (!process.argv.includes('--lesson-only'))
  await drawFilm(timeline, new URL('lesson.mp4', home), (line) => console.log(line));
