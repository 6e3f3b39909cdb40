import { useNavigate, useSearch } from '@tanstack/react-router';
import { SetAsidePage } from '../../features/set-aside/index.js';

/** The filter stands in the address, so that a notice can link to it and "back" finds it again. */
export function SetAsideRoute() {
  const filter = useSearch({ from: '/shell/admin/set-aside' });
  const navigate = useNavigate();
  return <SetAsidePage filter={filter} onFilter={(next) => void navigate({ to: '/admin/set-aside', search: next, replace: true })} />;
}
