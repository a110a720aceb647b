// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { SessionFiles, StudentReport } from './session-files.js';

const pdf = 'GET /api/sessions/s1/report';
const session = { ...examples.Session, id: 's1', title: 'Walks' };

/** Names of the files that were saved. */
function savedFiles(): string[] {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:file');
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  return names;
}

it('saves the report and the statements of a session under its title', async () => {
  const saved = savedFiles();
  const server = FakeServer.start().answers(pdf, 'a report').answers('GET /api/sessions/s1/statements', []);
  const { user } = renderPage(<SessionFiles session={session} />, { route: '/', at: '/' });
  await user.click(screen.getByRole('button', { name: /Report/ }));
  await vi.waitFor(() => expect(saved).toEqual(['Walks.pdf']));
  await user.click(screen.getByRole('button', { name: /xAPI/ }));
  await vi.waitFor(() => expect(saved).toEqual(['Walks.pdf', 'Walks.xapi.json']));
  expect(server.calls(pdf)).toHaveLength(1);
});

it('says why there is no report', async () => {
  const saved = savedFiles();
  const detail = 'The server is too busy to make the report; try again soon.';
  FakeServer.start().refuses('GET /api/sessions/s1/students/mei/report', {
    ...{ status: 503, code: 'reports-busy', detail },
  });
  const student = { id: 'mei', name: 'Mei' };
  const { user } = renderPage(<StudentReport sessionId="s1" student={student} />, { route: '/', at: '/' });
  await user.click(screen.getByRole('button', { name: /Mei/ }));
  await screen.findByText(detail);
  expect(saved).toEqual([]);
});
