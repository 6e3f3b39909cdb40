import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from '../lib/query-client.js';
import { meQuery } from '../lib/session.js';
import { ErrorBoundary } from './error-boundary.js';
import { AntdBridge } from './providers/antd-bridge.js';
import { createConsoleRouter } from './router.js';

const queryClient = createQueryClient({
  onSignedOut: () => {
    const here = router.state.location;
    if (here.pathname === '/login' || here.pathname === '/setup' || here.pathname === '/join' || here.pathname.startsWith('/wall/')) return;
    queryClient.removeQueries({ queryKey: meQuery.queryKey });
    void router.navigate({ to: '/login', search: { next: here.href } });
  },
});
const router = createConsoleRouter(queryClient);

export function ConsoleApp() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <AntdBridge>
          <RouterProvider router={router} />
        </AntdBridge>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
