// @vitest-environment happy-dom
import type { OwnInquiry } from '@lockstep/contracts';
import { initialLessonState } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { lobby } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import type { ClassroomSocket } from '../../api/classroom-socket.js';
import { LessonView } from '../../stage/lesson-view.js';
import { AskingCard } from '../asking-card.js';

const mine = 'GET /api/sessions/s1/inquiries/mine';
const post = 'POST /api/sessions/s1/inquiries';

function open() {
  const heard = new Set<(body: OwnInquiry) => void>();
  const socket = {
    on: (_: string, listener: (body: OwnInquiry) => void) => heard.add(listener),
    off: (_: string, listener: (body: OwnInquiry) => void) => heard.delete(listener),
  } as unknown as ClassroomSocket;
  const page = renderPage(
    <AskingCard
      lobby={lobby({ status: 'live' })}
      studentId="mei"
      link={{ socket, state: 'connected', feedback: [] }}
      player={null}
      view={new LessonView()}
      state={initialLessonState}
    />,
  );
  return { ...page, tell: (body: OwnInquiry) => act(() => heard.forEach((listener) => listener(body))) };
}

const head = () => screen.findByRole('button', { name: /Ask the teacher/ });

it('a question is sent with its moment and answered where it was asked', async () => {
  const server = FakeServer.start().answers(mine, []).answers(post, examples.OwnInquiry);
  const { user } = open();
  await user.click(await head());
  await user.type(
    await screen.findByRole('textbox', { name: 'Your question' }),
    'What does irregular mean?{Enter}',
  );
  const list = within(await screen.findByRole('list', { name: 'What you asked' }));
  await list.findByText('An irregular verb has a past of its own.');
  expect(server.calls(post).map(({ body }) => body)).toEqual([
    { text: 'What does irregular mean?', spoken: false, ptsMs: null },
  ]);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('');
});

it('what was typed stays where it is not taken, and the reason is said', async () => {
  FakeServer.start()
    .answers(mine, [])
    .refuses(post, {
      ...{ status: 409, code: 'asking-off', detail: 'Questions are not taken in this class now.' },
    });
  const { user } = open();
  await user.click(await head());
  await user.type(await screen.findByRole('textbox'), 'Why?{Enter}');
  await screen.findByText('Questions are not taken in this class now.');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Why?');
});

it('a reply that comes later is announced, and read when the card is opened', async () => {
  const asked = { ...examples.OwnInquiry, replies: [] };
  const server = FakeServer.start().answers(mine, [asked]);
  const { user, tell } = open();
  await user.click(await head());
  await screen.findByText('Your teacher will see this.');
  await user.click(await head());
  const replied: OwnInquiry = {
    ...asked,
    replies: [
      {
        ...{ kind: 'answered', by: 'teacher', text: 'It has a past of its own.', passages: [] },
        ...{ toClass: false, author: 'Ms Li', at: asked.at },
      },
    ],
  };
  server.answers(mine, [replied]);
  tell(replied);
  await screen.findByText('There is a reply');
  await user.click(await head());
  await screen.findByText('Ms Li answers:');
  screen.getByText('It has a past of its own.');
  expect(screen.queryByText('There is a reply')).toBeNull();
});
