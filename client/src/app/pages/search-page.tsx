import { useNavigate, useSearch } from '@tanstack/react-router';
import { SearchPage as Finder } from '../../features/search/index.js';

export function SearchPage() {
  const { q } = useSearch({ from: '/shell/search' });
  const navigate = useNavigate();
  return (
    <Finder q={q ?? ''} onSearch={(words) => void navigate({ to: '/search', search: words === '' ? {} : { q: words }, replace: true })} />
  );
}
