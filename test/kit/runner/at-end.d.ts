export function atEnd(work: () => Promise<unknown>): void
export default function endAll(): Promise<unknown>
