import type { Problem } from '@lockstep/contracts';
import { type Caller, tokenOf } from './caller.js';
import { RefusedError, UnreachableError } from './http.js';

type Upload = {
  readonly as: Caller;
  /** How much of the file has left this browser, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Sends a file as the body of a request and tells how far it has come, which `fetch` cannot.
 *
 * @returns the JSON of the answer
 * @throws RefusedError, UnreachableError, or the reason of the signal
 */
export function upload<T>(path: string, file: File, { as, onProgress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    const token = tokenOf(as);
    if (token !== null) request.setRequestHeader('authorization', `Bearer ${token}`);
    const unreachable = () => reject(new UnreachableError(`no answer from ${path}`));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = unreachable;
    request.onabort = () => reject(signal.reason as Error);
    request.onload = () => {
      if (request.response === null) unreachable();
      else if (request.status < 300) resolve(request.response as T);
      else reject(new RefusedError(request.response as Problem));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
