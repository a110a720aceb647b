import { enterAsTeacher, visitor } from '../../src/support/visitors.js';
import { openClass, publishLesson, shortLesson } from '../../src/support/taught-lesson.js';
import type { Journey } from '../journey.js';

/** A session of the virtual teacher: as a student sees it, and as the teacher who watches it. */
export const virtualTeacher: Journey = {
  name: 'virtual-teacher',
  async walk({ server, browser, camera }) {
    const session = await openClass(server, await publishLesson(server, shortLesson('offline')));
    const page = await visitor(browser);
    const watching = await visitor(browser);
    const take = (name: string, caption: string) =>
      camera.take(page, { name: `virtual-teacher-${name}`, caption });
    await page.goto(server.url(`/s/${session.id}`));
    await page.getByLabel('Your name').fill('Mei');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'The class has not started yet' }).waitFor();
    await take('waiting', 'A student waits for the session to start.');
    await server.call('POST', `/api/sessions/${session.id}/start`);
    await page.getByRole('radio', { name: 'goed' }).waitFor();
    await enterAsTeacher(watching, server.url(`/t/${session.id}`), server.links.token);
    await take('asking', 'The virtual teacher asks.');
    await camera.take(watching, {
      name: 'virtual-teacher-controls',
      caption: 'The controls of the virtual teacher.',
    });
    await page.getByRole('radio', { name: 'goed' }).check();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByRole('region', { name: 'For you only' }).waitFor();
    await take('feedback', 'Feedback for this student alone.');
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await watching.context().close();
    await page.context().close();
  },
};
