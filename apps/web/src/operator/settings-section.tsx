import type { ChangeableSetting } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { useTexts } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Notice } from '../ui/notice.js';
import './settings.css';
import { SettingRow } from './setting-row.js';

type Group = keyof ReturnType<typeof useOperatorTexts>['settings']['groups'];

const groups: Record<Group, readonly ChangeableSetting[]> = {
  keeping: ['RECORDING', 'RECORDING_HOURS', 'RECORDING_FREE_MB', 'RETENTION_DAYS'],
  classes: ['JOINS_PER_MINUTE', 'SELF_PACED_SESSIONS', 'SELF_PACED_IDLE_MINUTES'],
  files: ['MAX_UPLOAD_MB', 'MAX_PACKAGE_MB'],
  model: ['TOKENS_PER_SESSION', 'TOKENS_PER_STUDENT'],
  server: ['MAIL_FROM', 'LOG_LEVEL'],
};

const isGroup = (name: string): name is Group => Object.hasOwn(groups, name);

/** What an operator changes while the server runs. */
export function SettingsSection() {
  const texts = useTexts();
  const words = useOperatorTexts().settings;
  const settings = useQuery(queries.settings());
  const problem = problemOf(settings);
  return (
    <>
      <h1>{words.title}</h1>
      <p className="soft">{words.hint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {settings.data &&
        Object.keys(groups)
          .filter(isGroup)
          .map((group) => (
            <section key={group} className="panel stack" aria-label={words.groups[group]}>
              <h2>{words.groups[group]}</h2>
              {groups[group].map((name) => {
                const setting = settings.data.find((one) => one.name === name);
                return setting && <SettingRow key={name} setting={setting} />;
              })}
            </section>
          ))}
    </>
  );
}
