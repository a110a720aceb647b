/** A name that every file system takes. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 80) || 'lesson';

/** Gives a file to the person at this browser, as a download does. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the download has begun with the click; Safari reads the address a moment later
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
