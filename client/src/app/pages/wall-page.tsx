import { useParams, useSearch } from '@tanstack/react-router';
import { WallView } from '../../features/wall/index.js';

export function WallPage() {
  const { token } = useParams({ from: '/wall/$token' });
  const { rotate, incidents, theme } = useSearch({ from: '/wall/$token' });
  return <WallView token={token} rotate={rotate} states={incidents} theme={theme ?? 'dark'} />;
}
