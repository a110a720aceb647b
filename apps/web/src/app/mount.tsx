import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startStaffToken } from '../api/staff-token.js';
import { LanguageProvider, loadPreferredLanguage } from '../i18n/language.js';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/widgets.css';
import '../ui/layout.css';
import { startTheme } from '../ui/theme.js';
import { App } from './app.js';

type Parts = {
  readonly cache: QueryClient;
  /** Loaded already where the document is the student's own, else loaded when it is opened. */
  readonly StudentPage: ComponentType;
};

/** Puts the pages into the document. */
export async function mount({ cache, StudentPage }: Parts): Promise<void> {
  startTheme();
  startStaffToken();
  await loadPreferredLanguage();
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no element #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <LanguageProvider>
          <App StudentPage={StudentPage} />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
