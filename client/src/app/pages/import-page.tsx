import { ImportWizard } from '../../features/imports/index.js';

export function ImportPage() {
  return <ImportWizard />;
}
