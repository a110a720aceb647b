// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { FakeUpload } from '../../test/fake-upload.js';
import { RefusedError, UnreachableError } from './http.js';
import { setStaffToken } from './staff-token.js';
import { upload } from './upload.js';

const film = new File(['film'], 'a.mp4', { type: 'video/mp4' });

/** What was told of the progress, and how the upload ended. */
function begin(file = film) {
  FakeUpload.start();
  const shares: number[] = [];
  const leaving = new AbortController();
  const { signal } = leaving;
  const done = upload<{ id: string }>('/api/recordings', file, {
    ...{ as: 'staff', onProgress: (share) => shares.push(share), signal },
  });
  return { shares, leaving, done, sent: FakeUpload.newest };
}

it('sends the file itself with its type and token, tells how far it has come, and gives the answer', async () => {
  setStaffToken('lk_staff_1');
  const { shares, done, sent } = begin();
  expect(sent).toMatchObject({ method: 'POST', path: '/api/recordings', sent: film, responseType: 'json' });
  expect(sent.headers).toEqual({ 'content-type': 'video/mp4', authorization: 'Bearer lk_staff_1' });
  sent.comes(1, 4);
  sent.comes(4, 4);
  sent.comes(0, 0);
  expect(shares).toEqual([0.25, 1, 0]);
  sent.answers(201, { id: 's1' });
  expect(await done).toEqual({ id: 's1' });
});

it('calls a file without a type what it may be: bytes', () => {
  const { sent } = begin(new File(['film'], 'film'));
  expect(sent.headers['content-type']).toBe('application/octet-stream');
});

it('fails with what the server refuses, and apart from that where no answer comes', async () => {
  const problem = {
    status: 400,
    code: 'recording-damaged',
    title: 'Refused',
    type: 'about:blank',
    detail: 'It is damaged.',
  };
  const refused = begin();
  refused.sent.answers(400, problem);
  await expect(refused.done).rejects.toThrow(RefusedError);
  const broken = begin();
  broken.sent.breaks();
  await expect(broken.done).rejects.toThrow(UnreachableError);
  // a page of a proxy in between is no answer of the server
  const foreign = begin();
  foreign.sent.answers(502, null);
  await expect(foreign.done).rejects.toThrow(UnreachableError);
});

it('ends with the reason of its signal', async () => {
  const { leaving, done, sent } = begin();
  leaving.abort(new Error('the page was left'));
  await expect(done).rejects.toThrow('the page was left');
  expect(sent.isAborted).toBe(true);
});
