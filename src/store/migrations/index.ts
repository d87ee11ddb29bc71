import { FirstSchema1764028800000 } from './1764028800000-first-schema.js'

/** All migrations, oldest first; one set for both engines. */
export const MIGRATIONS = [FirstSchema1764028800000]
