import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from './button.js';

/** A page that broke says so and offers a way on, instead of leaving a white window. */
export class PageErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error('a page broke', error, info.componentStack);
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const texts = useTexts().common;
  return (
    <main className="plain__main" id="content">
      <div className="card card--narrow" role="alert">
        <h1 className="card__title">{texts.crashed}</h1>
        <Button look="primary" onClick={() => location.reload()}>
          {texts.reload}
        </Button>
      </div>
    </main>
  );
}
