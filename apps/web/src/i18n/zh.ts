import { classroom } from './zh/classroom.js';
import { common } from './zh/common.js';
import { authoring } from './zh/authoring.js';
import { problems } from './zh/problems.js';
import { replay } from './zh/replay.js';
import { script } from './zh/script.js';
import { teacher } from './zh/teacher.js';
import type { Texts } from './texts.js';

/** 简体中文。 */
export const zh: Texts = {
  ...common,
  ...classroom,
  ...teacher,
  ...authoring,
  ...script,
  ...replay,
  ...problems,
};
