import { useNavigate, useSearch } from '@tanstack/react-router';
import { ImportWizard } from '../../features/imports/index.js';

/** Which import is looked at stands in the address: it can be left, and found again. */
export function ImportPage() {
  const { id } = useSearch({ strict: false });
  const navigate = useNavigate();
  return <ImportWizard id={id} onOpen={(next) => void navigate({ to: '/admin/import', search: next === undefined ? {} : { id: next } })} />;
}
