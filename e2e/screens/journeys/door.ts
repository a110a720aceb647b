import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

/** Pages that anybody may open before signing in or joining. */
export const door: Journey = {
  name: 'door',
  async walk({ server, browser, camera }) {
    const session = await server.quietSession();
    const pages = [
      { path: '/', name: 'door-sign-in', caption: 'Staff sign in.' },
      { path: `/s/${session.id}`, name: 'door-join', caption: 'A student gives a name to join.' },
      { path: '/s/nowhere', name: 'door-no-session', caption: 'The link of a session that does not exist.' },
      { path: '/no/such/page', name: 'door-no-page', caption: 'An address that is no page.' },
    ];
    const page = await visitor(browser);
    for (const { path, ...screen } of pages) {
      await page.goto(server.url(path));
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await camera.take(page, screen);
    }
    await page.context().close();
    await server.call('POST', `/api/sessions/${session.id}/end`);
  },
};
