export { ImportWizard } from './import-wizard.js';
