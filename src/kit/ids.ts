import { v7 } from 'uuid'

/** Makes a new id. Ids sort by the time they were made, so that inserts stay at the end of every index. */
export type Ids = () => string

export const createIds = (): Ids => () => v7()
