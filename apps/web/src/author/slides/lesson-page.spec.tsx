// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { lesson, staff } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { LessonPage } from './lesson-page.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const server = () =>
  FakeServer.start().answers('GET /api/me', staff).answers('GET /api/lessons/l1', lesson());

const open = () => renderPage(<LessonPage />, { route: '/lessons/:lessonId', at: '/lessons/l1' });

describe('a lesson of slides', () => {
  it('that does not exist says so', async () => {
    server().refuses('GET /api/lessons/l1', { status: 404, code: 'lesson-not-found', detail: 'No lesson.' });
    open();
    await screen.findByText('This lesson does not exist.');
  });

  it('that cannot be saved stays as it was typed, not saved, and says why', async () => {
    const told = server().refuses('PUT /api/lessons/l1', {
      status: 409,
      code: 'conflict',
      detail: 'The lesson was changed.',
    });
    const { user } = open();
    await user.type(await screen.findByLabelText('Title'), ' by the sea');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('The lesson was changed.');
    expect(screen.getByDisplayValue('Walks by the sea')).toBeTruthy();
    expect(screen.getByText('Not saved yet')).toBeTruthy();
    told.answers('PUT /api/lessons/l1', lesson({ title: 'Walks by the sea' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved');
    expect(screen.queryByText('The lesson was changed.')).toBeNull();
  });

  it('that cannot be deleted says why', async () => {
    server().refuses('DELETE /api/lessons/l1', {
      status: 409,
      code: 'in-use',
      detail: 'It is being taught.',
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Delete lesson' }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await screen.findByText('It is being taught.');
  });
});
