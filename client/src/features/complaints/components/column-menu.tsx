import { Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../lib/desk.js';
import { Button } from '../../../ui/button.js';
import { Checkbox } from '../../../ui/field.js';
import { Popover } from '../../../ui/menu.js';
import { chosenColumns, withColumns } from '../desk.rules.js';
import { OPTIONAL_COLUMNS } from './columns.js';

interface ColumnMenuProps {
  /** The columns the list shows now, by choice or by fitting. */
  shown: readonly string[];
  withIncident: boolean;
}

/** Which columns to show. Chosen ones that find no room say so instead of making the list scroll sideways. */
export function ColumnMenu({ shown, withIncident }: ColumnMenuProps) {
  const { t } = useTranslation('complaints');
  const { desk, change } = useDesk();
  const chosen = chosenColumns(desk, OPTIONAL_COLUMNS);
  const offered = OPTIONAL_COLUMNS.filter((name) => withIncident || name !== 'incident');
  const ticked: readonly string[] = chosen ?? shown;
  const toggle = (name: string): void => {
    const next = ticked.includes(name) ? ticked.filter((one) => one !== name) : [...ticked, name];
    change((before) =>
      withColumns(
        before,
        OPTIONAL_COLUMNS.filter((one) => next.includes(one)),
      ),
    );
  };
  const content = (
    <fieldset className="cp-choices">
      <legend className="field__label">{t('columns.title')}</legend>
      {offered.map((name) => (
        <Checkbox
          key={name}
          label={ticked.includes(name) && !shown.includes(name) ? t('columns.noRoom', { name: t(`column.${name}`) }) : t(`column.${name}`)}
          checked={ticked.includes(name)}
          onChange={() => toggle(name)}
        />
      ))}
      <Button
        variant="link"
        blockedBy={chosen === null ? t('columns.fittedNow') : null}
        onClick={() => change((before) => withColumns(before, null))}
      >
        {t('columns.fit')}
      </Button>
    </fieldset>
  );
  return (
    <Popover content={content}>
      <Button icon={<Columns3 size={14} aria-hidden="true" />} aria-label={t('columns.title')} title={t('columns.title')} />
    </Popover>
  );
}
