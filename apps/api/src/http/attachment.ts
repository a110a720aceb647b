import type { Response } from 'express';

/** A name that every file system takes. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+|\.+$/gu, '')
    .slice(0, 80)
    .toWellFormed() || 'lesson';

/** Makes the answer a file of this name, in any script (RFC 6266, RFC 8187). */
export function attach(response: Response, fileName: string): void {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  response.set('Content-Disposition', `attachment; filename*=UTF-8''${encoded}`);
}
