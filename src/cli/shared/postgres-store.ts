import { randomUUID } from 'node:crypto'
import type { StateStore } from '../../reconcile/ports.ts'
import type { Ask } from './database.ts'

/**
 * A state directory as rows of a table. Each change is one statement with an id of its own, so that one whose answer was
 * lost can be sent again and is not done twice.
 */
export function postgresStore(given: Ask): StateStore {
  const ask: Ask = async (sql, values) => given(sql, values, { answer: ANSWER, patience: PATIENCE })
  return {
    read: async (name) => {
      const rows = await ask<{ bytes: Uint8Array }>(READ, [name])
      return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ bytes }) => bytes))
    },
    append: async (name, bytes) => {
      const id = randomUUID()
      // Of several that add at once each waits for the one before, and then adds after it.
      while ((await ask(APPEND, [name, id, Buffer.from(bytes)])).length === 0);
    },
    replace: async (name, bytes) => void (await ask(REPLACE, [name, randomUUID(), Buffer.from(bytes)])),
    create: async (name, bytes) => (await ask(CREATE, [name, randomUUID(), Buffer.from(bytes)])).length > 0,
    remove: async (name) => void (await ask(REMOVE, [name])),
    list: async (folder) => {
      const rows = await ask<{ name: string }>(LIST, [`${folder}/`])
      return rows.map(({ name }) => name.slice(folder.length + 1)).filter((name) => !name.includes('/'))
    },
  }
}

/** For a backup of a large cluster over a slow line (milliseconds). */
const ANSWER = 60_000

/** A run that is under way outlives a restart of the server (milliseconds). */
const PATIENCE = 30_000

const READ = 'SELECT bytes FROM pader.file WHERE name = $1 ORDER BY part'

const APPEND = `
  WITH added AS (
    INSERT INTO pader.file (name, part, id, bytes)
    SELECT $1, coalesce(max(part), 0) + 1, $2, $3 FROM pader.file WHERE name = $1
    ON CONFLICT DO NOTHING RETURNING id)
  SELECT id FROM added UNION ALL SELECT id FROM pader.file WHERE id = $2`

const REPLACE = `
  WITH former AS (DELETE FROM pader.file WHERE name = $1 AND part <> 0)
  INSERT INTO pader.file (name, part, id, bytes) VALUES ($1, 0, $2, $3)
  ON CONFLICT (name, part) DO UPDATE SET id = EXCLUDED.id, bytes = EXCLUDED.bytes`

const CREATE = `
  WITH made AS (
    INSERT INTO pader.file (name, part, id, bytes)
    SELECT $1, 0, $2, $3 WHERE NOT EXISTS (SELECT FROM pader.file WHERE name = $1)
    ON CONFLICT DO NOTHING RETURNING id)
  SELECT id FROM made UNION ALL SELECT id FROM pader.file WHERE id = $2`

const REMOVE = 'DELETE FROM pader.file WHERE name = $1'

const LIST = `SELECT DISTINCT name FROM pader.file WHERE starts_with(name, $1) ORDER BY name`
