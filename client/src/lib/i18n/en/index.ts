import { admin } from './admin.js';
import { audit } from './audit.js';
import { common } from './common.js';
import { complaints } from './complaints.js';
import { dictionary } from './dictionary.js';
import { domain } from './domain.js';
import { groups } from './groups.js';
import { identity } from './identity.js';
import { imports } from './imports.js';
import { incidents } from './incidents.js';
import { overview } from './overview.js';
import { problems } from './problems.js';
import { publicPages } from './publicPages.js';
import { search } from './search.js';
import { setAside } from './setAside.js';
import { shell } from './shell.js';
import { timeline } from './timeline.js';
import { ui } from './ui.js';
import { wall } from './wall.js';

export const en = {
  admin,
  audit,
  common,
  complaints,
  dictionary,
  domain,
  groups,
  identity,
  imports,
  incidents,
  overview,
  problems,
  publicPages,
  search,
  setAside,
  shell,
  timeline,
  ui,
  wall,
};
