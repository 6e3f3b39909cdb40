import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorCard, Skeleton } from '../../ui/states.js';

export function RoutePending() {
  return <Skeleton rows={8} />;
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  return <ErrorCard error={error} onRetry={reset} />;
}
