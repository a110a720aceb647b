// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { TemplatesSection } from './templates-section.js';

const template = examples.DeliveryTemplate;
const encoders = [
  { encoder: 'x264', works: true, reason: null },
  { encoder: 'nvenc', works: false, reason: 'Cannot load libcuda.so.1' },
];

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const start = () =>
  FakeServer.start()
    .answers('GET /api/restreams', [])
    .answers('GET /api/templates', [template])
    .answers('GET /api/encoders', encoders);

it('makes a template: renditions, watermark, and parts of the frame in percent', async () => {
  const server = start().answers('POST /api/templates', template);
  const { user } = renderPage(<TemplatesSection />);
  expect(await screen.findByText('Cannot load libcuda.so.1')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'New template' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'Evening');
  await user.click(dialog.getAllByRole('button', { name: 'Remove' })[0] ?? document.body);
  await user.click(dialog.getAllByRole('button', { name: 'Remove' })[0] ?? document.body);
  const row = within(dialog.getByRole('group', { name: 'Rendition 1' }));
  await user.clear(row.getByLabelText('Frames/s'));
  await user.selectOptions(dialog.getByLabelText('Watermark'), 'top-right');
  await user.type(dialog.getByLabelText('Text'), 'Our school');
  await user.type(dialog.getByLabelText('Leave only this part of the frame'), '0 10 100 95');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(await dialog.findByText(/A part is four numbers/)).toBeTruthy();
  await user.clear(dialog.getByLabelText('Leave only this part of the frame'));
  await user.type(dialog.getByLabelText('Leave only this part of the frame'), '0 10 100 90');
  await user.type(dialog.getByLabelText('Make these parts unreadable'), '50 50 25 25');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByRole('button', { name: 'New template' });
  expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Evening',
    isDefault: false,
    encoder: 'auto',
    crop: { x: 0, y: 0.1, width: 1, height: 0.9 },
    blur: [{ x: 0.5, y: 0.5, width: 0.25, height: 0.25 }],
    watermark: { corner: 'top-right', showsTime: false, text: 'Our school' },
    renditions: [{ name: '240p', height: 240, videoKbps: 300, frameRate: null, profile: 'high' }],
  });
});

it('tries a template on a file, and says what it costs', async () => {
  start()
    .answers('GET /api/media-files', [{ name: 'a.mp4', sizeBytes: 1, modifiedAt: template.createdAt }])
    .answers(`POST /api/templates/${template.id}/dry-run`, examples.TemplateDryRun);
  const { user } = renderPage(<TemplatesSection />);
  await user.click(await screen.findByRole('button', { name: 'Try it on a file' }));
  await user.click(await screen.findByRole('button', { name: 'Encode 10 seconds' }));
  expect(await screen.findByText(/A live session needs about 0.34 cores/)).toBeTruthy();
  expect(screen.getByText('480p: 854 × 480, 861 kbit/s')).toBeTruthy();
});
