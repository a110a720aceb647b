import type { ReactNode, SubmitEvent } from 'react';
import { AppBar } from '../ui/app-bar.js';
import { useDocumentTitle } from '../ui/document-title.js';

/** A page of one card with a form. */
export function CardPage({
  title,
  onSubmit,
  children,
}: {
  title: string;
  onSubmit: () => void;
  children: ReactNode;
}) {
  useDocumentTitle(title);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <form className="card card--narrow" onSubmit={submit}>
          <h1 className="card__title">{title}</h1>
          {children}
        </form>
      </main>
    </div>
  );
}
