// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { it, onTestFinished } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { writeSetting } from '../browser/settings.js';
import { joinSession } from '../api/sessions.js';
import { classroom as zh } from '../i18n/zh/classroom.js';
import { JoinForm } from './join-form.js';

it('says a refusal in Chinese on a Chinese page', async () => {
  writeSetting('language', 'zh');
  onTestFinished(() => writeSetting('language', 'en'));
  FakeServer.start().refuses('POST /api/sessions/a/join', {
    ...{ status: 429, code: 'too-many-joins', detail: 'Too many students joined.' },
  });
  const { user } = renderPage(
    <JoinForm
      title="A"
      words={zh.student.join}
      join={(name) => joinSession('a', name)}
      isRecorded
      keptDays={30}
      onJoined={() => undefined}
    />,
  );
  screen.getByText(/会录像/);
  screen.getByText(/课堂结束 30 天后/);
  await user.type(screen.getByRole('textbox'), 'Li');
  await user.click(screen.getByRole('button'));
  await screen.findByText('刚才从这个网络地址加入课堂的学生太多，请稍后再试。');
});
