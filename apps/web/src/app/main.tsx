import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../api/query-client.js';
import { startStaffToken } from '../api/staff-token.js';
import { App } from './app.js';
import { LanguageProvider } from '../i18n/language.js';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/widgets.css';
import '../ui/layout.css';
import { startTheme } from '../ui/theme.js';

startTheme();
startStaffToken();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
