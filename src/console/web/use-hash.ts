import { useSyncExternalStore } from 'react'

/** The part of the address behind #, such as `#/channels`. */
export function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed)
      return () => removeEventListener('hashchange', changed)
    },
    () => location.hash,
  )
}
