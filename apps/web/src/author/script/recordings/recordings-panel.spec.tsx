// @vitest-environment happy-dom
import type { LessonAsset } from '@lockstep/contracts';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../../test/fake-server.js';
import { renderPage } from '../../../../test/render-page.js';
import { setStaffToken } from '../../../api/staff-token.js';
import { RecordingsPanel } from './recordings-panel.js';
import { fileToRemove } from './sentences.js';

/** What happy-dom has not: a microphone, and what records it. */
class FakeMediaRecorder extends EventTarget {
  static isTypeSupported = (type: string) => type === 'audio/webm';
  state = 'inactive';
  readonly mimeType = 'audio/webm';
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['said']) }));
    this.dispatchEvent(new Event('stop'));
  }
}
class FakeAudioContext {
  state = 'running';
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = () => Promise.resolve();
}
const released = vi.fn();
beforeEach(() => {
  act(() => setStaffToken('lk_staff_1'));
  released.mockReset();
  vi.stubGlobal('MediaRecorder', FakeMediaRecorder);
  vi.stubGlobal('AudioContext', FakeAudioContext);
  const getUserMedia = () => Promise.resolve({ getTracks: () => [{ stop: released }] });
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } });
  return () => vi.unstubAllGlobals();
});

const lesson = `title: Ice
recordings:
  - file: recordings/old.webm
    says: Ice is hot.
steps:
  - say: Ice is cold. Ice is cold. It floats.
`;

let written = '';
/** The recordings that the text names, as they lie in the folder. */
const stored = (text: string): LessonAsset[] =>
  [...text.matchAll(/file: (\S+)/gu)].map(([, path = '']) => ({
    ...{ path, mediaType: 'video/webm', sizeBytes: 4, sha256: '' },
    updatedAt: '2026-01-01T00:00:00Z',
  }));
function Panel() {
  const [text, setText] = useState(lesson);
  written = text;
  const onEdit = (edit: (now: string) => string) => setText(edit);
  const onFiles = () => Promise.resolve();
  return <RecordingsPanel lessonId="l1" language="en" files={stored(text)} {...{ text, onEdit, onFiles }} />;
}

describe('the sentences of a script', () => {
  it('are recorded, listened to and kept, each once', async () => {
    const server = FakeServer.start().answers('POST /api/lessons/l1/files', []);
    const { user } = renderPage(<Panel />);
    screen.getByText('0 of 2 sentences recorded');
    await user.click(screen.getByRole('button', { name: 'Record “It floats.”' }));
    const other = screen.getByRole<HTMLButtonElement>('button', { name: 'Record “Ice is cold.”' });
    expect(other.disabled).toBe(true);
    await user.click(await screen.findByRole('button', { name: 'Done' }));
    await screen.findByLabelText('Your recording of “It floats.”');
    expect(released).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Keep' }));
    await screen.findByText('1 of 2 sentences recorded');
    expect(server.asked).toHaveLength(1);
    expect(written).toMatch(/file: recordings\/\w+\.webm\n {4}says: It floats\./u);
    server.answers('DELETE /api/lessons/l1/files', null);
    await user.click(screen.getByRole('button', { name: 'Take the recording of “It floats.” out' }));
    await screen.findByText('0 of 2 sentences recorded');
    expect(written).toBe(lesson);
    await waitFor(() => expect(server.calls('DELETE /api/lessons/l1/files')).toHaveLength(1));
  });

  it('may be discarded and recorded again, and the microphone is free afterwards', async () => {
    const server = FakeServer.start();
    const { user } = renderPage(<Panel />);
    await user.click(screen.getByRole('button', { name: 'Record “Ice is cold.”' }));
    await user.click(await screen.findByRole('button', { name: 'Done' }));
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await user.click(screen.getByRole('button', { name: 'Record “Ice is cold.”' }));
    await screen.findByRole('button', { name: 'Done' });
    cleanup();
    expect(released).toHaveBeenCalledTimes(2);
    expect(server.asked).toEqual([]);
    expect(written).toBe(lesson);
  });

  it('leave a file that another sentence is said by, and one that was not made here', () => {
    const said = (text: string, file: string) => ({ text, file, where: 'text' as const });
    const both = { said: [said('A.', 'recordings/x.webm'), said('B.', 'recordings/x.webm')], left: [] };
    expect(fileToRemove(both, 'A.')).toBeUndefined();
    expect(fileToRemove({ said: [said('A.', 'film.m4a')], left: [] }, 'A.')).toBeUndefined();
    expect(fileToRemove({ said: [said('A.', 'recordings/x.webm')], left: [] }, 'A.')).toBe(
      'recordings/x.webm',
    );
  });

  it('that were changed since are named, and taken out', async () => {
    const server = FakeServer.start().answers('DELETE /api/lessons/l1/files', null);
    const { user } = renderPage(<Panel />);
    screen.getByRole('heading', { name: 'No longer in the lesson' });
    await user.click(screen.getByRole('button', { name: 'Take the recording of “Ice is hot.” out' }));
    await waitFor(() => expect(written).not.toContain('recordings'));
    await waitFor(() => expect(server.calls('DELETE /api/lessons/l1/files')).toHaveLength(1));
  });
});
