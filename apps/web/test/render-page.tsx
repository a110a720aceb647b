import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { onTestFinished } from 'vitest';
import { createQueryClient } from '../src/api/query-client.js';
import { loadLanguage } from '../src/i18n/dictionaries.js';
import { LanguageProvider } from '../src/i18n/language.js';

await loadLanguage('zh'); // so that a page is in the language of its test at once

/** Shows a page as the application does, at an address of its route. */
export function renderPage(page: ReactNode, { route = '/', at = '/' } = {}) {
  const cache = createQueryClient();
  onTestFinished(() => {
    cleanup();
    cache.clear();
  });
  render(
    <QueryClientProvider client={cache}>
      <LanguageProvider>
        <MemoryRouter initialEntries={[at]}>
          <Routes>
            <Route path={route} element={page} />
            <Route path="*" element={<p>elsewhere</p>} />
          </Routes>
        </MemoryRouter>
      </LanguageProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), cache };
}
