import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
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
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
