import type { Webhook } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

/** What operators see to. */
export const operator: Journey = {
  name: 'operator',
  async walk({ server, browser, camera }) {
    const url = `${server.url('/')}hooks/lockstep`;
    await server.call<Webhook>('POST', '/api/webhooks', {
      url: 'https://school.example/hooks/lockstep',
      events: ['session.scheduled', 'session.live', 'session.ended', 'recording.ready', 'alarm'],
      asks: ['publish'],
      enabled: false,
    });
    const page = await visitor(browser);
    await page.goto(`${server.url('/')}#token=${server.links.token}`);
    await page.goto(server.url('/webhooks'));
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('main').getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Deliveries' }).click();
    await camera.take(page, { name: 'operator-webhooks', caption: 'A webhook, and what came of a test.' });
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Address').fill(url);
    await page.getByLabel('Before somebody watches').check();
    await camera.take(page, { name: 'operator-new-webhook', caption: 'A webhook is made.' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await server.call('POST', '/api/templates', examples.DeliveryTemplateCreate);
    await server.call('POST', '/api/restreams', examples.RestreamCreate);
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByText('does not work').first().waitFor();
    await page.getByRole('button', { name: 'Try it on a file' }).click();
    await camera.take(page, {
      name: 'operator-templates',
      caption: 'A template, and the encoders of this machine.',
    });
    await page.getByRole('button', { name: 'Edit' }).click();
    await camera.take(page, { name: 'operator-template', caption: 'A template is changed.' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await server.call('PUT', '/api/settings/RETENTION_DAYS', { value: '90' });
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('Changed. At the start: not set').waitFor();
    await page.getByLabel('Longest recording, hours').fill('6');
    await camera.take(page, {
      name: 'operator-settings',
      caption: 'Settings, one changed, one being changed.',
    });
    await page.context().close();
  },
};
