import { useNavigate, useRouter, useRouterState, useSearch } from '@tanstack/react-router';
import { JoinPage, LoginPage, ProfilePage, SetupPage } from '../../features/identity/index.js';
import { safeNext } from './session-gate.js';

export function LoginRoute() {
  const { next } = useSearch({ from: '/login' });
  const router = useRouter();
  const navigate = useNavigate();
  return (
    <LoginPage
      onSignedIn={() => router.history.push(safeNext(next))}
      onSetupOpen={() => void navigate({ to: '/setup', search: {}, replace: true })}
    />
  );
}

export function SetupRoute() {
  const { token } = useSearch({ from: '/setup' });
  const navigate = useNavigate();
  return (
    <SetupPage
      token={token ?? ''}
      onDone={() => void navigate({ to: '/overview' })}
      onClosed={() => void navigate({ to: '/login', search: {}, replace: true })}
    />
  );
}

/** The token stands behind `#`, where no server and no log sees it. */
export function JoinRoute() {
  const token = useRouterState({ select: ({ location }) => location.hash });
  const navigate = useNavigate();
  return (
    <JoinPage
      token={token}
      onJoined={() => void navigate({ to: '/overview' })}
      onSignIn={() => void navigate({ to: '/login', search: {}, replace: true })}
    />
  );
}

export function ProfileRoute() {
  return <ProfilePage />;
}
