import { useTranslation } from 'react-i18next';
import { usePrefs } from '../../lib/prefs.js';
import { Dialog } from '../dialog.js';
import { Kbd } from '../kbd.js';
import type { Command, HotkeyGroup } from './hub.js';
import './hotkey-sheet.css';

const ORDER: readonly HotkeyGroup[] = ['global', 'list', 'warRoom', 'inbox'];

export function HotkeySheet({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const { t } = useTranslation('ui');
  const { hotkeys } = usePrefs();
  const bound = commands.filter((command) => command.keys !== undefined);
  return (
    <Dialog open onClose={onClose} title={t('hotkeys.title')} size="lg">
      <p className="muted">{hotkeys ? t('hotkeys.hint') : t('hotkeys.off')}</p>
      <div className="hotkey-sheet">
        {ORDER.map((group) => ({ group, list: bound.filter((command) => command.group === group) }))
          .filter(({ list }) => list.length > 0)
          .map(({ group, list }) => (
            <section key={group}>
              <h3 className="hotkey-sheet__group">{t(`hotkeys.group.${group}`)}</h3>
              <dl>
                {list.map((command) => (
                  <div key={command.id} className="hotkey-sheet__row">
                    <dt>{command.label}</dt>
                    <dd>
                      <Kbd keys={command.keys ?? ''} />
                      <span className="sr-only">{command.keys}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
