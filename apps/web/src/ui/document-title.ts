import { useEffect } from 'react';

/** What the browser's tab says. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Lockstep' ? title : `${title} · Lockstep`;
  }, [title]);
}
