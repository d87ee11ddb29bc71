import { useTranslation } from 'react-i18next'
import type { Sandbox } from './use-sandbox.js'

/** Whether the page hears from the server, and the server from the platform. */
export function Status({ connected, health }: Pick<Sandbox, 'connected' | 'health'>) {
  const { t } = useTranslation()
  const online = health?.channels.some(
    ({ kind, state }) => kind === 'sandbox' && (state === 'online' || state === 'degraded'),
  )
  const state = !connected ? 'reconnecting' : online === false ? 'away' : 'online'
  return (
    <span className={`status status-${state}`} role="status" data-testid="status">
      <span className="status-dot" aria-hidden />
      {t(`status.${state}`)}
    </span>
  )
}
