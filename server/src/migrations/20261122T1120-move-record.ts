import { defineMigration, grantAll, grantUpdateOf, insertOnlyTrigger, revokeChanges } from '../platform/database/migration.js';

const MARKS = ['undone_at', 'undone_by', 'undone_by_name'];
const marks = `'{${MARKS.join(',')}}'::text[]`;

/** What people and the engine did to groups may matter in court: it is added to, and marked as taken back once; never altered. */
export const MoveRecord = defineMigration('20261122T1120-move-record', {
  up: [
    `CREATE FUNCTION keep_move() RETURNS trigger LANGUAGE plpgsql AS $fn$
     BEGIN
       IF OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR to_jsonb(NEW) - ${marks} <> to_jsonb(OLD) - ${marks} THEN
         RAISE EXCEPTION 'group_move is insert-only' USING ERRCODE = 'insufficient_privilege';
       END IF;
       RETURN NEW;
     END $fn$`,
    `CREATE TRIGGER group_move_keep BEFORE UPDATE ON group_move FOR EACH ROW EXECUTE FUNCTION keep_move()`,
    `CREATE TRIGGER group_move_insert_only BEFORE DELETE OR TRUNCATE ON group_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    insertOnlyTrigger('group_move_member'),
    revokeChanges('group_move', 'group_move_member'),
    grantUpdateOf('group_move', MARKS),
  ],
  down: [
    `DROP TRIGGER group_move_member_insert_only ON group_move_member`,
    `DROP TRIGGER group_move_insert_only ON group_move`,
    `DROP TRIGGER group_move_keep ON group_move`,
    `DROP FUNCTION keep_move()`,
    grantAll('group_move', 'group_move_member'),
  ],
});
