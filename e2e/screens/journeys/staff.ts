import type { LessonSummary } from '@lockstep/contracts';
import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

/** Where sessions, lessons and keys are listed and made. */
export const staff: Journey = {
  name: 'staff',
  async walk({ server, browser, camera }) {
    const lessons = await server.call<{ items?: LessonSummary[] } | LessonSummary[]>('GET', '/api/lessons');
    const list = Array.isArray(lessons) ? lessons : (lessons.items ?? []);
    const slides = list.find(({ kind }) => kind === 'slides');
    const page = await visitor(browser);
    await page.goto(`${server.url('/')}#token=${server.links.token}`);
    const pages = [
      { path: '/', name: 'staff-sessions', caption: 'Sessions: live, coming and past.' },
      { path: '/author', name: 'staff-lessons', caption: 'Lessons.' },
      { path: '/keys', name: 'staff-keys', caption: 'Stream keys.' },
      {
        path: `/lessons/${slides?.id ?? ''}`,
        name: 'staff-slides',
        caption: 'A lesson made of slides and cues.',
      },
    ];
    for (const { path, ...screen } of pages) {
      await page.goto(server.url(path));
      await page.getByRole('main').getByRole('listitem').first().waitFor();
      await camera.take(page, screen);
    }
    await page.goto(server.url('/'));
    await page.getByRole('button', { name: 'New session' }).click();
    await page.getByRole('dialog').waitFor();
    await camera.take(page, { name: 'staff-new-session', caption: 'A session is made.' });
    await page.context().close();
  },
};
