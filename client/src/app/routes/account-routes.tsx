import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { LoginPage, ProfilePage, SetupPage } from '../../features/identity/index.js';
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

export function ProfileRoute() {
  return <ProfilePage />;
}
