// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { WebhooksSection } from './webhooks-section.js';

const webhook = { ...examples.Webhook, dead: 1 };
const dead = {
  ...examples.WebhookDelivery,
  state: 'dead',
  status: 500,
  failure: 'status',
  attempts: 30,
} as const;

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

it('shows what was given up and why, and sends it again', async () => {
  const server = FakeServer.start()
    .answers('GET /api/webhooks', [webhook])
    .answers('GET /api/webhooks/wh1/deliveries', [dead])
    .answers('POST /api/webhooks/wh1/replay', { replayed: 1 });
  const { user } = renderPage(<WebhooksSection />);
  await user.click(await screen.findByRole('button', { name: 'Deliveries' }));
  const row = await screen.findByText(/it answered with status 500/);
  expect(row.textContent).toContain('30 tries');
  await user.click(screen.getByRole('button', { name: 'Send again' }));
  expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({ deliveryId: 'de1' });
});

it('makes a webhook, shows its secret once, and says what came of a test', async () => {
  const server = FakeServer.start()
    .answers('GET /api/webhooks', [webhook])
    .answers('POST /api/webhooks', { ...webhook, secret: 'whsec_c2VjcmV0' })
    .answers('POST /api/webhooks/wh1/test', {
      delivered: false,
      status: null,
      failure: 'timed-out',
      tookMs: 9,
    });
  const { user } = renderPage(<WebhooksSection />);
  await user.click(await screen.findByRole('button', { name: 'New webhook' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Address'), 'https://school.example/hook');
  await user.click(dialog.getByLabelText('Alarm'));
  await user.click(dialog.getByLabelText('Before somebody publishes'));
  await user.selectOptions(dialog.getByLabelText('If it does not answer within 2 seconds'), 'refuse');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('whsec_c2VjcmV0')).toBeTruthy();
  expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({
    url: 'https://school.example/hook',
    events: ['session.live', 'session.ended', 'alarm'],
    asks: ['publish'],
    onFailure: 'refuse',
    enabled: true,
  });
  await user.click(screen.getByRole('button', { name: 'Send a test' }));
  expect(await screen.findByText('The test did not arrive: it did not answer in time.')).toBeTruthy();
});
