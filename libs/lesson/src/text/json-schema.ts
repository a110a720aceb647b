import * as z from 'zod';
import { LessonText } from './lesson-text.js';

/** JSON Schema of a lesson's text, for editors: completion, explanations, and errors while typing. */
export const lessonJsonSchema = (): Record<string, unknown> =>
  z.toJSONSchema(LessonText, { io: 'input', target: 'draft-7' });
