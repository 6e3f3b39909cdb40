export { SearchPage } from './search-page.js';
export { useSearchCommands } from './use-search-commands.js';
