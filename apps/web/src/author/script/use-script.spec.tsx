// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { script } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { createQueryClient } from '../../api/query-client.js';
import { useScript } from './use-script.js';

const draft = 'PUT /api/lessons/l1/script';
const stored = 'GET /api/lessons/l1/script';

function write() {
  const cache = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  );
  return renderHook(() => useScript(script()), { wrapper }).result;
}

const conflict = { status: 412, code: 'etag-mismatch', detail: 'Somebody else has saved.' };

describe('a lesson that is being written', () => {
  it('is stored on top of what was read', async () => {
    const server = FakeServer.start().answers(draft, script({ text: 'mine', etag: '"2"' }));
    const result = write();
    await act(async () => {
      result.current.change('mine');
      await result.current.save();
    });
    expect(result.current.state).toBe('saved');
    expect(result.current.draft.etag).toBe('"2"');
    expect(server.calls(draft)[0]?.body).toEqual({ text: 'mine' });
  });

  it('is not stored over what another author saved, until its author says so', async () => {
    const server = FakeServer.start().refuses(draft, conflict);
    const result = write();
    await act(async () => {
      result.current.change('mine');
      await result.current.save();
    });
    expect(result.current.state).toBe('conflict');
    server
      .answers(stored, script({ text: 'theirs', etag: '"7"' }))
      .answers(draft, script({ text: 'mine', etag: '"8"' }));
    await act(() => result.current.keepMine());
    expect(result.current.state).toBe('saved');
    expect(result.current.draft.text).toBe('mine');
  });

  it("gives way to another author's text when its author says so", async () => {
    const server = FakeServer.start().refuses(draft, conflict);
    const result = write();
    await act(async () => {
      result.current.change('mine');
      await result.current.save();
    });
    server.answers(stored, script({ text: 'theirs', etag: '"7"' }));
    await act(async () => expect(await result.current.takeTheirs()).toBe('theirs'));
    expect(result.current.state).toBe('saved');
    expect(result.current.draft.etag).toBe('"7"');
  });

  it('says that it is not stored while the server is away, and is stored by the next try', async () => {
    const server = FakeServer.start().answers(draft, script({ text: 'mine', etag: '"2"' }));
    server.goesAway();
    const result = write();
    await act(async () => {
      result.current.change('mine');
      await result.current.save();
    });
    expect(result.current.state).toBe('failed');
    server.comesBack();
    await act(async () => void (await result.current.save()));
    await waitFor(() => expect(result.current.state).toBe('saved'));
  });
});
