export { type LessonScript } from '@lockstep/contracts';
