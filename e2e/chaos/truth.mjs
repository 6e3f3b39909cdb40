// What the database holds when the dust has settled, asked of the rows themselves.
import pg from 'pg';
import { EmbeddedPostgres } from '../../server/dist/platform/database/embedded/supervisor.js';
import { silent } from '../../server/dist/platform/database/log.js';
import { STREAM } from './screen.mjs';

const PERSON = `coalesce(c.complainant_key, uuid_send(c.complaint_id))`;
const COUNTED = `(c.near_duplicate_of IS NULL OR c.complainant_key IS NOT NULL)`;

export async function truthOf(folder) {
  const awake = setInterval(() => undefined, 1_000);
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent });
  const sql = new pg.Client(postgres.owner);
  await sql.connect();
  const one = async (text) => Number((await sql.query(text)).rows[0].n);
  try {
    return {
      complaints: (await sql.query(`SELECT external_id, id FROM complaint`)).rows,
      cases: await one('SELECT count(*) AS n FROM complaint_case'),
      unread: await one(
        'SELECT count(*) AS n FROM complaint k LEFT JOIN complaint_case c ON c.complaint_id = k.id WHERE c.complaint_id IS NULL',
      ),
      /** Groups whose kept numbers differ from their rows. */
      wrong: await one(`SELECT count(*) AS n FROM complaint_group g LEFT JOIN LATERAL (
          SELECT count(*) AS posts, count(*) FILTER (WHERE ${COUNTED}) AS complaints, count(DISTINCT ${PERSON}) FILTER (WHERE ${COUNTED}) AS people
          FROM complaint_case c WHERE c.group_id = g.id) x ON true
        WHERE (g.posts, g.complaints, g.complainants) IS DISTINCT FROM (x.posts, x.complaints, x.people)`),
      /** Complaints in a group that is no more. */
      astray: await one(
        'SELECT count(*) AS n FROM complaint_case c LEFT JOIN complaint_group g ON g.id = c.group_id WHERE g.id IS NULL OR g.merged_into IS NOT NULL',
      ),
      inIncidents: await one('SELECT coalesce(sum(posts), 0) AS n FROM complaint_group WHERE incident_id IS NOT NULL'),
      events: (await sql.query(`SELECT seq || ' ' || type AS line FROM stream_event WHERE stream_id = '${STREAM}' ORDER BY seq`)).rows.map(
        ({ line }) => line,
      ),
    };
  } finally {
    await sql.end();
    await postgres.stop();
    clearInterval(awake);
  }
}
