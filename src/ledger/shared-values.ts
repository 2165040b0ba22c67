/** Values that many readings share, each written once as JSON with sorted keys, and named by its number. */
import type { Database } from './sqlite.ts';

export class SharedValues<T> {
  private readonly database: Database;
  private readonly table: string;
  private readonly ids = new Map<string, number>();
  private readonly values = new Map<number, T>();
  /** The JSON of a value object: neighbouring rows share a few of them. */
  private readonly idsOfObjects = new Map<T, number>();

  /** `table` has the columns `id` and `json`. */
  constructor(database: Database, table: 'terms' | 'attribution' | 'tools') {
    this.database = database;
    this.table = table;
  }

  /** The number of a value, which is written if it is new. To be called in a write transaction. */
  id(value: T): number {
    const known = this.idsOfObjects.get(value);
    if (known !== undefined) return known;
    const id = this.idOfJson(JSON.stringify(sorted(value)));
    this.idsOfObjects.set(value, id);
    return id;
  }

  idOfJson(json: string): number {
    const known = this.ids.get(json);
    if (known !== undefined) return known;
    this.database.prepare(`INSERT INTO ${this.table} (json) VALUES (?) ON CONFLICT DO NOTHING`).run(json);
    const row = this.database.prepare(`SELECT id FROM ${this.table} WHERE json = ?`).get(json);
    const { id } = row as unknown as { id: number };
    this.ids.set(json, id);
    return id;
  }

  value(id: number): T {
    const known = this.values.get(id);
    if (known !== undefined) return known;
    const row = this.database.prepare(`SELECT json FROM ${this.table} WHERE id = ?`).get(id);
    const value = JSON.parse((row as unknown as { json: string }).json) as T;
    this.values.set(id, value);
    return value;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
