import { SCOPES, type Permission } from '@tocsin/shared/identity';
import { useTranslation } from 'react-i18next';
import { permissionKey } from '../../../lib/permission-key.js';
import { Button } from '../../../ui/button.js';
import { Checkbox } from '../../../ui/field.js';
import './scope-groups.css';

const AREAS = ['complaint', 'group', 'incident', 'policy', 'wall', 'user', 'audit', 'metrics'] as const;
type Area = (typeof AREAS)[number];
const scopesOf = (area: Area): Permission[] => SCOPES.filter((scope) => scope.startsWith(`${area}:`));

interface Props {
  chosen: readonly Permission[];
  onChange: (chosen: Permission[]) => void;
}

function AreaScopes({ area, chosen, onChange }: Props & { area: Area }) {
  const { t } = useTranslation(['identity', 'domain']);
  const scopes = scopesOf(area);
  const all = scopes.every((scope) => chosen.includes(scope));
  const without = chosen.filter((scope) => !scopes.includes(scope));
  const toggle = (scope: Permission, on: boolean): void => onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope));
  return (
    <fieldset className="scopes__area">
      <legend className="scopes__name">{t(`keys.area.${area}`)}</legend>
      <p className="scopes__hint muted">{t(`keys.areaHint.${area}`)}</p>
      {scopes.map((scope) => (
        <Checkbox
          key={scope}
          label={t(`domain:permission.${permissionKey(scope)}`)}
          checked={chosen.includes(scope)}
          onChange={({ target }) => toggle(scope, target.checked)}
        />
      ))}
      {scopes.length > 1 && (
        <Button variant="link" size="sm" onClick={() => onChange(all ? without : [...without, ...scopes])}>
          {t(all ? 'keys.areaNone' : 'keys.areaAll', { area: t(`keys.area.${area}`) })}
        </Button>
      )}
    </fieldset>
  );
}

/** What a key may do, by what it concerns. */
export function ScopeGroups({ chosen, onChange }: Props) {
  const { t } = useTranslation('identity');
  return (
    <fieldset className="scopes">
      <legend className="field__label">{t('keys.scopes')}</legend>
      <div className="scopes__areas">
        {AREAS.map((area) => (
          <AreaScopes key={area} area={area} chosen={chosen} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  );
}
