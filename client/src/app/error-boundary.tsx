import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/states.js';

function Crash({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" style={{ height: '100%' }}>
      <EmptyState
        title={t('error.crash')}
        hint={
          <>
            {t('error.crashHint')}
            <br />
            <code className="mono">{error instanceof Error ? error.message : String(error)}</code>
          </>
        }
        action={<Button onClick={onRetry}>{t('action.retry')}</Button>}
      />
    </div>
  );
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('A part of the page failed to draw', error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Crash error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
