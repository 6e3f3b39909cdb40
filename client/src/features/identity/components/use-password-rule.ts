import { PASSWORD_MIN, passwordWeakness } from '@tocsin/shared/identity';
import { useTranslation } from 'react-i18next';

/** What a new password must be, as the server asks for it: the hint for its field, and the check, true or what is wrong in words. */
export function usePasswordRule() {
  const { t } = useTranslation('identity');
  const hint = t('setup.passwordHint', { min: PASSWORD_MIN });
  const check = (password: string, email: string): true | string => {
    if (password.length < PASSWORD_MIN) return hint;
    const weakness = passwordWeakness(password, email);
    return weakness === null || t(`weak.${weakness}`);
  };
  return { hint, check };
}
