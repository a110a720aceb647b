import { classroom } from './en/classroom.js';
import { common } from './en/common.js';
import { authoring } from './en/authoring.js';
import { problems } from './en/problems.js';
import { replay } from './en/replay.js';
import { script } from './en/script.js';
import { teacher } from './en/teacher.js';

/** Every text of the pages in English; the other languages have exactly these keys. */
export const en = {
  ...common,
  ...classroom,
  ...teacher,
  ...authoring,
  ...script,
  ...replay,
  ...problems,
};
