export function atEnd(work: () => Promise<unknown>): void
export function endAll(): Promise<unknown>
export default endAll
