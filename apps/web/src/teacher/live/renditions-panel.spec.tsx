// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { session } from '../../../test/examples.js';
import { RenditionsNotice } from './renditions-notice.js';
import { RenditionsPanel } from './renditions-panel.js';

const live = session({ status: 'live', source: { kind: 'rtmp' } });
const template = examples.DeliveryTemplate;

it('chooses the template of a session, and shows what is made', async () => {
  const server = FakeServer.start()
    .answers('GET /api/templates', [template])
    .answers(`GET /api/sessions/${live.id}/renditions`, examples.SessionRenditions)
    .answers(`PUT /api/sessions/${live.id}/template`, { templateId: template.id });
  const { user } = renderPage(<RenditionsPanel session={live} />);
  expect(await screen.findByText('480p: 854 × 480, 900 kbit/s')).toBeTruthy();
  await user.selectOptions(screen.getByLabelText('Template'), template.name);
  expect(server.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ templateId: template.id });
});

it('says what is wrong with the renditions', async () => {
  const alarms = [{ code: 'overloaded', message: 'They are 2100 ms behind.', since: template.createdAt }];
  FakeServer.start().answers(`GET /api/sessions/${live.id}/renditions`, {
    ...{ ...examples.SessionRenditions, alarms },
  });
  renderPage(<RenditionsNotice session={live} />);
  expect(await screen.findByText(/too slow for all renditions/)).toBeTruthy();
});
