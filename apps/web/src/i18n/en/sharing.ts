import type { LessonLevel } from '@lockstep/contracts';

/** Whose a lesson is, and what colleagues may do with it. */
export const sharing = {
  action: 'Share',
  title: (lesson: string) => `Share “${lesson}”`,
  owner: (name: string) => `It belongs to ${name}.`,
  ofNobody: 'It belongs to the school.',
  everyone: 'All colleagues',
  everyoneHint: 'What is set below for one person counts where it is more.',
  levels: {
    none: 'no access',
    view: 'look at it and teach it',
    copy: 'also export and copy it',
    edit: 'also change and publish it',
    own: 'everything: it belongs to the school',
  } satisfies Record<LessonLevel, string>,
  people: 'Single colleagues',
  nobody: 'It is shared with no single colleague.',
  levelOf: (name: string) => `What ${name} may do`,
  remove: (name: string) => `Share no longer with ${name}`,
  email: 'E-mail address of a colleague',
  level: 'May',
  add: 'Add',
  save: 'Save',
  sharedBy: (name: string) => `of ${name}`,
  copy: 'Make a copy',
  copyNamed: (lesson: string) => `Make a copy of ${lesson}`,
  badges: { view: 'look and teach', copy: 'look, teach and copy' },
  readOnly: (name: string) =>
    `This lesson belongs to ${name}. You may look at it and teach it, and not change it.`,
  somebody: 'a colleague',
  text: 'The text of the lesson',
};
