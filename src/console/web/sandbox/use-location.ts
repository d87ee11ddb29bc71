import { useCallback, useState } from 'react'

/** Who one is and which room is open, kept in the address so that a reload or a copied link shows the same. */
export interface Place {
  as?: string
  room?: string
}

export function useLocation(): [Place, (next: Place) => void] {
  const [place, setPlace] = useState(readPlace)
  const go = useCallback((next: Place) => {
    setPlace(next)
    const query = new URLSearchParams(Object.entries(next).filter(([, value]) => value))
    history.replaceState(null, '', `?${query}`)
  }, [])
  return [place, go]
}

function readPlace(): Place {
  const query = new URLSearchParams(location.search)
  const [as, room] = [query.get('as'), query.get('room')]
  return { ...(as ? { as } : {}), ...(room ? { room } : {}) }
}
