import type { ScriptDraft } from '@lockstep/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { hasStatus } from '../../api/http.js';
import { getScript, saveScript } from '../../api/scripts.js';

/** How long the keys rest before what was typed is stored, ms. */
const saveAfterMs = 900;

export type SaveState = 'saved' | 'changed' | 'saving' | 'conflict' | 'failed';

export type Script = {
  /** As it was stored last. */
  readonly draft: ScriptDraft;
  readonly state: SaveState;
  readonly error: unknown;
  /** What is in the editor has changed. */
  readonly change: (text: string) => void;
  /** Stores at once; resolves to what is stored, or undefined when it could not be. */
  readonly save: () => Promise<ScriptDraft | undefined>;
  /** After a conflict: stores this text over the other one. */
  readonly keepMine: () => Promise<void>;
  /** After a conflict: gives up this text; resolves to the other one. */
  readonly takeTheirs: () => Promise<string>;
  /** Reads again what the server knows beside the text. */
  readonly refresh: () => Promise<void>;
};

/** The text of a lesson as it is being written, stored whenever the keys rest. */
export function useScript(loaded: ScriptDraft, token: string): Script {
  const [draft, setDraft] = useState(loaded);
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>();
  const { lessonId } = loaded;
  const text = useRef(loaded.text);
  const stored = useRef(loaded);
  const saving = useRef<Promise<ScriptDraft | undefined>>(Promise.resolve(loaded));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback((told: ScriptDraft) => {
    stored.current = told;
    setDraft(told);
  }, []);
  const store = useCallback(async (): Promise<ScriptDraft | undefined> => {
    if (text.current === stored.current.text) return stored.current;
    setState('saving');
    setError(undefined);
    try {
      const told = await saveScript(lessonId, token, text.current, stored.current.etag);
      keep(told);
      // What was typed meanwhile is not stored yet.
      setState(told.text === text.current ? 'saved' : 'changed');
      return told;
    } catch (refusal) {
      setState(hasStatus(refusal, 412) ? 'conflict' : 'failed');
      setError(refusal);
      return undefined;
    }
  }, [lessonId, token, keep]);
  const save = useCallback(() => {
    clearTimeout(timer.current);
    saving.current = saving.current.then(store);
    return saving.current;
  }, [store]);

  const change = useCallback(
    (typed: string) => {
      text.current = typed;
      clearTimeout(timer.current);
      if (typed === stored.current.text) return setState('saved');
      setState((held) => (held === 'conflict' ? held : 'changed'));
      timer.current = setTimeout(() => void save(), saveAfterMs);
    },
    [save],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = useCallback(async () => {
    const told = await getScript(lessonId, token);
    if (told.etag === stored.current.etag) keep(told);
  }, [lessonId, token, keep]);
  const keepMine = useCallback(async () => {
    stored.current = await getScript(lessonId, token);
    await save();
  }, [lessonId, token, save]);
  const takeTheirs = useCallback(async () => {
    const told = await getScript(lessonId, token);
    text.current = told.text;
    keep(told);
    setState('saved');
    setError(undefined);
    return told.text;
  }, [lessonId, token, keep]);
  return { draft, state, error, change, save, keepMine, takeTheirs, refresh };
}
