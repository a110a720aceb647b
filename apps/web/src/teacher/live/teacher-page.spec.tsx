// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { session, staff } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { writeSetting } from '../../browser/settings.js';
import { TeacherPage } from './teacher-page.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const stream = {
  onAir: false,
  publisher: null,
  video: null,
  audio: null,
  ptsMs: null,
  bitrate: null,
  frameRate: null,
  keyFrameIntervalMs: null,
  audioOffsetMs: null,
  advice: [],
  viewers: 0,
  lastSeq: 0,
  refusals: [],
};

const waiting = () =>
  FakeServer.start()
    .answers('GET /api/me', staff)
    .answers('GET /api/sessions/s1', session())
    .answers('GET /api/sessions/s1/roster', [])
    .answers('GET /api/sessions/s1/answers', [])
    .answers('GET /api/sessions/s1/inquiries', [])
    .answers('GET /api/sessions/s1/stream', stream)
    .answers('GET /api/stream-keys', []);

const open = () => renderPage(<TeacherPage />, { route: '/t/:sessionId', at: '/t/s1' });

describe("the teacher's page", () => {
  it('says that a session does not exist', async () => {
    waiting().refuses('GET /api/sessions/s1', {
      status: 404,
      code: 'session-not-found',
      detail: 'There is no such session.',
    });
    open();
    await screen.findByText('This session does not exist.');
  });

  const missing = {
    code: 'nothing-to-show' as const,
    detail: 'There is no media file film.mp4 in the media folder.',
    cause: { code: 'media-file-not-found', params: { name: 'film.mp4' } },
  };
  it.each([
    ['en', missing, 'There is no media file film.mp4 in the media folder.'],
    ['zh', missing, '没有媒体文件 film.mp4；请把它放进数据文件夹的 media 文件夹。'],
    ['en', { ...missing, cause: null }, 'The server log says why.'],
    ['zh', { ...missing, cause: null }, '原因在服务器日志里。'],
  ] as const)(
    'says in its own language (%s) why the session has nothing to show',
    async (lang, fault, why) => {
      writeSetting('language', lang);
      onTestFinished(() => writeSetting('language', 'en'));
      waiting().answers('GET /api/sessions/s1', session({ fault }));
      open();
      await screen.findByText(why);
    },
  );

  it('tells that the line to the class is lost', async () => {
    waiting();
    open(); // and nothing listens for its socket
    await screen.findByText(/The connection to the class is lost/, undefined, { timeout: 5000 });
  });

  it('asks a session that waits for a publisher no question that it cannot answer', async () => {
    const server = waiting();
    open();
    await screen.findByRole('heading', { name: 'Waiting for a publisher' });
    await screen.findByText('No publisher is connected.');
    const asked = new Set(server.asked.map(({ path }) => path));
    expect(asked).not.toContain('/api/sessions/s1/teaching');
    expect([...asked].filter((path) => path.startsWith('/live'))).toEqual([]);
  });

  it('shows server and key of a session that waits for a publisher', async () => {
    const server = waiting();
    const { user } = open();
    await screen.findByText('rtmp://school.example:1935/live');
    const made = { id: 'k1', sessionId: 's1', label: 'default', trustedRelay: false, hint: 'cret' };
    server
      .answers('POST /api/stream-keys', {
        ...made,
        key: 'live_secret',
        publishUrl: 'rtmp://school.example:1935/live/live_secret',
      })
      .answers('GET /api/stream-keys', [made]);
    await user.click(screen.getByRole('button', { name: 'Make a stream key' }));
    await screen.findByText('live_secret');
    await screen.findByText(/it is shown only once/);
  });

  it('shows the SRT addresses of a server that has them, and how the line does', async () => {
    const { addresses } = session();
    const srt = 'srt://school.example:9000?streamid=#!::r=s1,m=request';
    const srtUrl = 'srt://school.example:9000?streamid=#!::m=publish,k=live_secret';
    const line = {
      ...{ rttMs: 31.4, bitrate: 2_600_000, packets: 9950, lostPackets: 50 },
      ...{ retransmittedPackets: 48, droppedPackets: 2 },
    };
    const server = waiting()
      .answers('GET /api/sessions/s1', session({ addresses: { ...addresses, srt } }))
      .answers('GET /api/sessions/s1/stream', { ...stream, line });
    const { user } = open();
    await screen.findByText('srt://school.example:9000');
    await screen.findByText(/31 ms round trip · 0\.5 % lost · 2 not recovered/);
    const made = { id: 'k1', sessionId: 's1', label: 'default', trustedRelay: false, hint: 'cret' };
    server
      .answers('POST /api/stream-keys', {
        ...made,
        key: 'live_secret',
        publishUrl: 'rtmp://x/live/y',
        srtUrl,
      })
      .answers('GET /api/stream-keys', [made]);
    await user.click(screen.getByRole('button', { name: 'Make a stream key' }));
    await screen.findByText(srtUrl);
  });

  it('shows what arrives from a publisher, and what to change at its encoder', async () => {
    waiting().answers('GET /api/sessions/s1/stream', {
      ...stream,
      publisher: { kind: 'rtmp', remote: '127.0.0.1', since: session().createdAt },
      video: { codec: 'h264', width: 1280, height: 720, frameRate: 25 },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2 },
      bitrate: 2_512_000,
      frameRate: 24.98,
      keyFrameIntervalMs: 12_000,
      audioOffsetMs: 2500,
      advice: [
        { code: 'clock-offset', offsetMs: 2500, corrected: true },
        {
          code: 'key-frame-interval-too-long',
          intervalMs: 12_000,
          recommendedMs: 2000,
          keepsOutViewers: true,
        },
      ],
    });
    open();
    await screen.findByText('2,512 kbit/s');
    await screen.findByText('24.98 fps');
    expect(await screen.findAllByText(/every 12(\.0)? s/)).toHaveLength(2);
    await screen.findByText(/2\.5 s later than video/);
    await screen.findByText(/Audio is stamped 2\.5 s later .* The server moves it back\./);
    await screen.findByText(/Set the key frame interval to 2(\.0)? s\./);
  });

  it('keeps what is being said while another tab is looked at', async () => {
    waiting();
    const { user } = open();
    await user.click(await screen.findByRole('tab', { name: 'Say' }));
    await user.type(screen.getByRole('textbox', { name: 'Text' }), 'Well done');
    await user.type(screen.getByRole('textbox', { name: 'Caption' }), 'A word');
    await user.click(screen.getByRole('tab', { name: /Answers/ }));
    expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull();
    await user.click(screen.getByRole('tab', { name: 'Say' }));
    const panel = within(screen.getByRole('tabpanel'));
    expect(panel.getByDisplayValue('Well done')).toBeTruthy();
    expect(panel.getByDisplayValue('A word')).toBeTruthy();
  });
});
