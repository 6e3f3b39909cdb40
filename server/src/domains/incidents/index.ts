export { IncidentPresenter, type NextDeadlines } from './incident.presenter.js';
export { IncidentsModule } from './incidents.module.js';
export { IncidentsService } from './incidents.service.js';
