import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { JoinRoute, LoginRoute, ProfileRoute, SetupRoute } from './routes/account-routes.js';
import { AdminLayout } from './pages/admin-layout.js';
import { DictionaryPage } from '../features/dictionary/index.js';
import { GroupPage } from './pages/group-page.js';
import { GroupReclusterPage, GroupStudioPage, GroupThemesPage } from './pages/groups-tabs.js';
import { GroupsPage } from './pages/groups-page.js';
import { ImportPage } from './pages/import-page.js';
import { InboxPage } from './pages/inbox-page.js';
import { IncidentsPage } from './pages/incidents-page.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { OverviewPage } from './pages/overview-page.js';
import { PoliciesPage } from './pages/policies-page.js';
import { SearchPage } from './pages/search-page.js';
import { SetAsideRoute } from './pages/set-aside-page.js';
import { WallPage } from './pages/wall-page.js';
import { WallsPage } from './pages/walls-page.js';
import { WarRoomPage } from './pages/war-room-page.js';
import { AdminHome, AuditRoute, guarded, KeysRoute, UsersRoute } from './routes/admin-routes.js';
import { RouteError, RoutePending } from './routes/route-states.js';
import {
  AuditSearch,
  ComplaintSearch,
  FindSearch,
  GroupListSearch,
  ImportSearch,
  IncidentListSearch,
  LoginSearch,
  SetAsideSearch,
  SetupSearch,
  UserSearch,
  WallSearch,
  WarRoomSearch,
} from './routes/search-schemas.js';
import { requireSession } from './routes/session-gate.js';
import { parseSearch, stringifySearch } from './search-params.js';
import { Shell } from './shell/shell.js';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet, notFoundComponent: NotFoundPage });
const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path });

const login = createRoute({ ...at('/login'), validateSearch: LoginSearch, component: LoginRoute });
const setup = createRoute({ ...at('/setup'), validateSearch: SetupSearch, component: SetupRoute });
const join = createRoute({ ...at('/join'), component: JoinRoute });
const wall = createRoute({ ...at('/wall/$token'), validateSearch: WallSearch, component: WallPage });

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: ({ context, location }) => requireSession(context.queryClient, location.href),
});
const within = <P extends string>(path: P) => ({ getParentRoute: () => shell, path });

const home = createRoute({
  ...within('/'),
  beforeLoad: () => {
    throw redirect({ to: '/overview' });
  },
});
const overview = createRoute({ ...within('/overview'), component: guarded('incident:read', OverviewPage) });
const incidents = createRoute({
  ...within('/incidents'),
  validateSearch: IncidentListSearch,
  component: guarded('incident:read', IncidentsPage),
});
const incident = createRoute({
  ...within('/incidents/$no'),
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/incidents/$no/$tab', params: { no: params.no, tab: 'situation' }, replace: true });
  },
});
const warRoom = createRoute({
  ...within('/incidents/$no/$tab'),
  validateSearch: WarRoomSearch,
  component: guarded('incident:read', WarRoomPage),
});
const inbox = createRoute({ ...within('/inbox'), validateSearch: ComplaintSearch, component: guarded('complaint:read', InboxPage) });
const groups = createRoute({ ...within('/groups'), validateSearch: GroupListSearch, component: guarded('group:read', GroupsPage) });
const group = createRoute({ ...within('/groups/$id'), validateSearch: ComplaintSearch, component: guarded('group:read', GroupPage) });
const groupStudio = createRoute({ ...within('/groups/studio'), component: guarded('group:read', GroupStudioPage) });
const groupRecluster = createRoute({ ...within('/groups/recluster'), component: guarded('group:read', GroupReclusterPage) });
const groupThemes = createRoute({ ...within('/groups/themes'), component: guarded('group:read', GroupThemesPage) });
const search = createRoute({ ...within('/search'), validateSearch: FindSearch, component: guarded('complaint:read', SearchPage) });
const profile = createRoute({ ...within('/profile'), component: ProfileRoute });

const admin = createRoute({ ...within('/admin'), component: AdminLayout });
const inAdmin = <P extends string>(path: P) => ({ getParentRoute: () => admin, path });
const adminHome = createRoute({ ...inAdmin('/'), component: AdminHome });
const users = createRoute({ ...inAdmin('/users'), validateSearch: UserSearch, component: UsersRoute });
const keys = createRoute({ ...inAdmin('/keys'), component: KeysRoute });
const audit = createRoute({ ...inAdmin('/audit'), validateSearch: AuditSearch, component: AuditRoute });
const policies = createRoute({ ...inAdmin('/policies'), component: guarded('policy:read', PoliciesPage) });
const walls = createRoute({ ...inAdmin('/walls'), component: guarded('wall:manage', WallsPage) });
const importing = createRoute({ ...inAdmin('/import'), validateSearch: ImportSearch, component: guarded('complaint:import', ImportPage) });
const setAside = createRoute({ ...inAdmin('/set-aside'), validateSearch: SetAsideSearch, component: guarded('group:read', SetAsideRoute) });
const dictionary = createRoute({ ...inAdmin('/dictionary'), component: guarded('group:read', DictionaryPage) });

/** The components side by side with invented data; not part of a build. */
const gallery = import.meta.env.DEV
  ? [createRoute({ ...within('/gallery'), component: lazyRouteComponent(() => import('./gallery/gallery.js'), 'Gallery') })]
  : [];

const tree = root.addChildren([
  login,
  setup,
  join,
  wall,
  shell.addChildren([
    home,
    overview,
    incidents,
    incident,
    warRoom,
    inbox,
    groups,
    groupStudio,
    groupRecluster,
    groupThemes,
    group,
    search,
    profile,
    ...gallery,
    admin.addChildren([adminHome, users, keys, audit, policies, walls, importing, dictionary, setAside]),
  ]),
]);

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteError,
    defaultPreload: false,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
