import type { Class, InvitationCreated, Session } from '@lockstep/contracts';
import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const password = 'green-kettle-on-monday';

/** Classes, and what a student with an account finds at home. */
export const school: Journey = {
  name: 'school',
  async walk({ server, browser, camera }) {
    const page = await visitor(browser);
    await page.goto(server.url('/join'));
    await page.getByLabel('Code of the class').waitFor();
    await camera.take(page, { name: 'school-join', caption: 'A guest types the code of a class.' });

    const email = 'mei@school.example';
    const invited = await server.call<InvitationCreated>('POST', '/api/invitations', {
      email,
      role: 'student',
    });
    const { id: classId } = await server.call<Class>('POST', '/api/classes', {
      name: '7b',
      term: 'Autumn 2026',
    });
    await server.call('POST', `/api/classes/${classId}/students`, {
      email: 'lin@school.example',
      name: 'Lin',
    });
    const [lesson] = await server.call<{ id: string }[]>('GET', '/api/lessons');
    const source = { kind: 'rtmp' };
    for (const title of ['Past tense, part two', 'Irregular verbs', 'Past tense, part one']) {
      const made = { lessonId: lesson?.id ?? '', source, title, classId };
      const { id } = await server.call<Session>('POST', '/api/sessions', made);
      if (title !== 'Irregular verbs') await server.call('POST', `/api/sessions/${id}/start`);
      if (title.endsWith('one')) await server.call('POST', `/api/sessions/${id}/end`);
    }

    await page.goto(invited.link);
    await page.getByLabel('Your name').fill('Mei');
    await page.getByLabel('Password').fill(password);
    await camera.take(page, { name: 'school-invitation', caption: 'Somebody accepts an invitation.' });
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByText('Nothing here yet').waitFor();
    await camera.take(page, { name: 'school-home-empty', caption: 'The home of a student without a class.' });
    await server.call('POST', `/api/classes/${classId}/students`, { email });
    await page.reload();
    await page.getByText('Irregular verbs').waitFor();
    await camera.take(page, { name: 'school-home', caption: 'The home of a student.' });
    await page.context().close();

    const staff = await visitor(browser);
    await staff.goto(`${server.url('/classes')}#token=${server.links.token}`);
    await staff.getByRole('link', { name: '7b' }).waitFor();
    await camera.take(staff, { name: 'school-classes', caption: 'Classes.' });
    await staff.getByRole('link', { name: '7b' }).click();
    await staff.getByText('lin@school.example').waitFor();
    await camera.take(staff, {
      name: 'school-class',
      caption: 'A class with its roster, teachers and lessons.',
    });
    await staff.context().close();
  },
};
