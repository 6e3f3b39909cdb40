/** What the running product connects as: no DDL, no right that a migration did not grant. */
export const APP_ROLE = 'tocsin_app';
