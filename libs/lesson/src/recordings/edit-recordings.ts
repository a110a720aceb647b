import { Document, isMap } from 'yaml';
import { replaceHeadEntry } from '../edit-head.js';
import { parseLesson } from '../parse-lesson.js';
import { readYaml } from '../text/read-yaml.js';
import { recordingKey } from './said-sentences.js';

/**
 * Writes which recording says a sentence into the head of a lesson; `undefined` takes its entries out. Only the entry `recordings`
 * is written anew.
 * @param says the sentence as captions show it
 * @returns the text as it is where it has errors
 */
export function setRecording(text: string, says: string, file: string | undefined): string {
  const { script } = parseLesson(text);
  const { document } = readYaml(text);
  if (!script || !document || !isMap(document.contents)) return text;
  const key = recordingKey(says);
  const held = script.recordings ?? [];
  const at = held.findIndex((entry) => recordingKey(entry.says) === key);
  const kept = held.map((entry) => (recordingKey(entry.says) === key ? undefined : entry));
  if (file !== undefined) kept[at < 0 ? held.length : at] = { file, says: key };
  const next = kept.filter((entry) => entry !== undefined);
  const lines =
    next.length === 0 ? '' : new Document({ recordings: next }).toString({ lineWidth: 0, singleQuote: true });
  return replaceHeadEntry(text, document.contents, 'recordings', lines);
}
