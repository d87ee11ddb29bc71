import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from './times.js'

/** The dealer's time zone. */
export const ZoneContext = createContext<string | undefined>(undefined)

/** Says an instant in the reader's language and the dealer's time zone. */
export function useTimes(): (at: number) => string {
  const { i18n } = useTranslation()
  const timeZone = useContext(ZoneContext)
  return (at) => formatTime(at, { locale: i18n.language, timeZone }, Date.now())
}
